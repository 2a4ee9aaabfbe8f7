// A residual: a chain of layers beside a shortcut, and the sum of both.

import type { Tensor } from "../core/core.ts";
import { OptionError } from "../core/errors.ts";
import { checked, value } from "../core/options.ts";
import { Program } from "../core/program.ts";
import { shapeText, sizeOf } from "../core/shape.ts";
import { Branch, type ByName } from "./branch.ts";
import { buildChain, describeChain, emitForward, emitTangentBackward, outputOf, streamsOf } from "./chain.ts";
import type { Layer, LayerContext, LayerDescription, LayerKind, LayerPasses } from "./layer.ts";

export interface ResidualOptions {
  readonly shortcut?: readonly LayerDescription[];
}

export interface Residual extends LayerDescription {
  readonly kind: "residual";
  readonly layers: readonly LayerDescription[];
  readonly shortcut: readonly LayerDescription[];
}

const isLayer = (one: unknown) => typeof (one as LayerDescription | null)?.kind === "string";
const areLayers = (all: unknown) => Array.isArray(all) && all.every(isLayer);
const expected = "an array of layers, such as [dense(64)]";
const rules = () => ({ shortcut: value<readonly LayerDescription[]>([], expected, areLayers) });

function describe(where: string, layers: readonly LayerDescription[], options: ResidualOptions): Residual {
  if (!areLayers(layers) || layers.length === 0)
    throw new OptionError({ where: `${where}.layers`, received: layers, expected });
  const { shortcut } = checked(where, options, rules());
  return Object.freeze({
    kind: "residual",
    layers: Object.freeze([...layers]),
    shortcut: Object.freeze([...shortcut]),
  });
}

/**
 * A residual block: y = layers(x) + shortcut(x).
 *
 * @param layers            one or more, of which the last gives the shape of y
 * @param options.shortcut  layers that bring x to that shape; default none: x itself
 * @returns a frozen description
 * @throws {OptionError} on what is no layer; and in Network.create where the two shapes differ
 * @example const block = residual([dense(64, { activation: "relu" }), dense(64)]);
 * @see He et al. 2016, Deep residual learning for image recognition, equations 1 and 2
 */
export function residual(layers: readonly LayerDescription[], options: ResidualOptions = {}): Residual {
  return describe("residual", layers, options);
}

function passes(main: Branch, shortcut: Branch, input: number, output: number): LayerPasses {
  return {
    forward(program, t, rows, mode) {
      const [inputs, shortcuts] = [main, shortcut].map(
        (branch) => emitForward(program, branch.chain(t), t.inputs, rows, mode).outputs,
      );
      program.emit("residualAdd", { outputs: t.outputs, inputs, shortcuts, count: rows * output });
      return t.outputs;
    },
    backward(program, t, outputGradients, rows, mode) {
      const { copies } = t.buffers;
      program.emit("residualCopy", { outputs: copies, inputs: outputGradients, count: rows * output });
      const { inputGradients: inputs } = main.backward(program, t, copies, rows, mode);
      const { inputGradients: shortcuts } = shortcut.backward(program, t, outputGradients, rows, mode);
      if (t.inputGradients === null) return outputGradients;
      program.emit("residualAdd", { outputs: inputs, inputs, shortcuts, count: rows * input });
      return inputs;
    },
    tangentForward(program, t, rows, mode) {
      const { copies, outputTangents: outputs } = t.buffers;
      const { outputTangents: inputs } = main.tangents(program, t, copies, rows, mode);
      const { outputTangents: shortcuts } = shortcut.tangents(program, t, t.outputGradients, rows, mode);
      if (inputs === null || shortcuts === null) return inputs ?? shortcuts;
      program.emit("residualAdd", { outputs, inputs, shortcuts, count: rows * output });
      return outputs;
    },
    tangentBackward(program, t, gradientTangents, rows, mode) {
      const { copies, copiedTangents } = t.buffers;
      program.emit("residualCopy", { outputs: copiedTangents, inputs: gradientTangents, count: rows * output });
      const back = (branch: Branch, gradients: Tensor, tangents: Tensor) =>
        emitTangentBackward(program, branch.tangents(new Program(), t, gradients, rows, mode), tangents, rows, mode);
      const inputs = back(main, copies, copiedTangents);
      const shortcuts = back(shortcut, t.outputGradients, gradientTangents);
      if (t.inputGradients === null) return gradientTangents;
      program.emit("residualAdd", { outputs: inputs, inputs, shortcuts, count: rows * input });
      return inputs;
    },
  };
}

function build(description: Residual, context: LayerContext): Layer {
  const { where, input, stream } = context;
  const layers = buildChain(description.layers, { ...context, where: `${where}.layers` });
  const streams = streamsOf(layers);
  const other = { ...context, where: `${where}.shortcut`, stream: stream + streams };
  const shortcut = buildChain(description.shortcut, other);
  const [output, beside] = [layers, shortcut].map((chain) => outputOf(chain, input));
  if (output.join() !== beside.join())
    throw new OptionError({
      where,
      received: `${shapeText(output)} from its layers and ${shapeText(beside)} from its shortcut`,
      expected: "two outputs of one shape, which are added",
      hint: "Give it a shortcut such as [dense(n)] that brings its inputs to that shape.",
    });
  const size = sizeOf(output);
  const main = new Branch(layers, "", 0);
  const side = new Branch(shortcut, "shortcut.", main.masks.length);
  const all = <T>(of: (layer: Layer) => ByName<T>) => ({ ...main.all(of), ...side.all(of) });
  const titles = (chain: readonly Layer[]) => `[${chain.map(({ title }) => title).join("; ")}]`;
  return {
    description,
    title: `residual ${titles(layers)}${shortcut.length > 0 ? ` + ${titles(shortcut)}` : ""}`,
    input,
    output,
    variables: [...main.variables, ...side.variables],
    ...([...layers, ...shortcut].some(({ couplesRows }) => couplesRows) && { couplesRows: true }),
    streams: streams + streamsOf(shortcut),
    buffers: all((layer) => ({ ...layer.buffers, outputs: sizeOf(layer.output) })),
    gradientBuffers: {
      copies: size,
      ...all((layer) => ({ ...layer.gradientBuffers, inputGradients: sizeOf(layer.input) })),
    },
    tangentBuffers: { outputTangents: size, copiedTangents: size, ...all(({ tangentBuffers }) => tangentBuffers) },
    constants: all(({ constants }) => constants),
    masks: [...main.masks, ...side.masks],
    workPerRow: Math.max(...[...layers, ...shortcut].map(({ workPerRow }) => workPerRow)),
    ...passes(main, side, sizeOf(input), size),
  };
}

export const residualKind: LayerKind<Residual> = {
  describe(where, { kind: _, layers, ...options }, kinds) {
    const read = describe(where, layers, options);
    return Object.freeze({
      ...read,
      layers: describeChain(`${where}.layers`, read.layers, kinds),
      shortcut: describeChain(`${where}.shortcut`, read.shortcut, kinds),
    });
  },
  build,
};
