// A residual: a chain of layers beside a shortcut, and the sum of both.

import { OptionError } from "../core/errors.ts";
import { checked, value } from "../core/options.ts";
import { shapeText, sizeOf } from "../core/shape.ts";
import {
  buildChain,
  describeChain,
  emitBackward,
  emitForward,
  emitTangentBackward,
  emitTangentForward,
  isTrained,
  outputOf,
  streamsOf,
} from "./chain.ts";
import type { DescriptionContext, Layer, LayerContext, LayerDescription, LayerKind, LayerPasses } from "./layer.ts";
import { requireLayer } from "./layerKind.ts";

export interface ResidualOptions {
  readonly shortcut?: readonly LayerDescription[];
}

export interface Residual extends LayerDescription {
  readonly kind: "residual";
  readonly layers: readonly LayerDescription[];
  readonly shortcut: readonly LayerDescription[];
}

const expected = "an array of layers, such as [dense(64)]";
const rules = () => ({ shortcut: value<readonly LayerDescription[]>([], expected, Array.isArray) });

/** The chain, frozen. @throws {OptionError} naming what is no layer */
function readLayers(where: string, layers: readonly LayerDescription[]): readonly LayerDescription[] {
  for (const [i, layer] of layers.entries()) requireLayer(`${where}[${i}]`, layer);
  return Object.freeze([...layers]);
}

function describe(where: string, layers: readonly LayerDescription[], options: ResidualOptions): Residual {
  if (!Array.isArray(layers) || layers.length === 0)
    throw new OptionError({ where: `${where}.layers`, received: layers, expected });
  const { shortcut } = checked(where, options, rules());
  return Object.freeze({
    kind: "residual",
    layers: readLayers(`${where}.layers`, layers),
    shortcut: readLayers(`${where}.shortcut`, shortcut),
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

/** The passes of a residual; its memory has the chain of its layers first, then that of its shortcut. */
function passes(input: number, output: number): LayerPasses {
  // gradients and their tangents go back alike: copied where they fork, and added where the two chains begin
  const goingBack =
    (emit: typeof emitBackward, buffer: string): LayerPasses["backward"] =>
    (program, t, received, rows, mode) => {
      const [main, shortcut] = t.chains;
      const copies = t.buffers[buffer];
      program.emit("residualCopy", { outputs: copies, inputs: received, count: rows * output });
      const inputs = emit(program, main, copies, rows, mode);
      const shortcuts = emit(program, shortcut, received, rows, mode);
      if (t.inputGradients === null) return received;
      program.emit("residualAdd", { outputs: inputs, inputs, shortcuts, count: rows * input });
      return inputs;
    };
  return {
    forward(program, t, rows, mode) {
      const [inputs, shortcuts] = t.chains.map((chain) => emitForward(program, chain, t.inputs, rows, mode));
      program.emit("residualAdd", { outputs: t.outputs, inputs, shortcuts, count: rows * output });
      return t.outputs;
    },
    backward: goingBack(emitBackward, "copies"),
    tangentForward(program, t, rows, mode) {
      const [inputs, shortcuts] = t.chains.map((chain) =>
        emitTangentForward(program, chain, t.inputTangents, rows, mode),
      );
      if (inputs === null || shortcuts === null) return inputs ?? shortcuts;
      const { outputTangents: outputs } = t.buffers;
      program.emit("residualAdd", { outputs, inputs, shortcuts, count: rows * output });
      return outputs;
    },
    tangentBackward: goingBack(emitTangentBackward, "copiedTangents"),
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
  const all = [...layers, ...shortcut];
  const size = sizeOf(output);
  const titles = (chain: readonly Layer[]) => `[${chain.map(({ title }) => title).join("; ")}]`;
  return {
    description,
    title: `residual ${titles(layers)}${shortcut.length > 0 ? ` + ${titles(shortcut)}` : ""}`,
    input,
    output,
    variables: [],
    chains: [
      { prefix: "", layers },
      { prefix: "shortcut.", layers: shortcut },
    ],
    trained: all.some(isTrained),
    ...(all.some(({ couplesRows }) => couplesRows) && { couplesRows: true }),
    streams: streams + streamsOf(shortcut),
    buffers: {},
    gradientBuffers: { copies: size },
    tangentBuffers: { outputTangents: size, copiedTangents: size },
    constants: {},
    workPerRow: Math.max(...all.map(({ workPerRow }) => workPerRow)),
    ...passes(sizeOf(input), size),
  };
}

const MOST_DEPTH = 256;
const MOST_LAYERS = 2 ** 16;

/** What stands around the layers of a residual. @throws {OptionError} naming the network's layer, where they are too deep or too many */
function enter(where: string, { layers, shortcut }: Residual, context: DescriptionContext): DescriptionContext {
  const { depth, inner } = context;
  inner.count += layers.length + shortcut.length;
  if (depth < MOST_DEPTH && inner.count <= MOST_LAYERS) return { ...context, depth: depth + 1 };
  throw new OptionError({
    where: where.slice(0, where.indexOf("]") + 1),
    expected: `at most ${MOST_LAYERS} layers inside others, and each inside at most ${MOST_DEPTH}`,
  });
}

export const residualKind: LayerKind<Residual> = {
  describe(where, { kind: _, layers, ...options }, context) {
    const read = describe(where, layers, options);
    const inside = enter(where, read, context);
    return Object.freeze({
      ...read,
      layers: describeChain(`${where}.layers`, read.layers, inside),
      shortcut: describeChain(`${where}.shortcut`, read.shortcut, inside),
    });
  },
  build,
};
