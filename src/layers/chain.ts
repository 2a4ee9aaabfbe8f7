// A chain of layers, each taking what the one before it gives. A network is a chain and a loss; a layer may be made of chains.
import type { Tensor } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import type { Shape } from "../core/shape.ts";
import type {
  Chain,
  DescriptionContext,
  Layer,
  LayerContext,
  LayerDescription,
  Mode,
  TangentTensors,
} from "./layer.ts";
import { layerKind } from "./layerKind.ts";

/** Checks the descriptions of a chain. @throws {OptionError} naming the layer */
export const describeChain = (where: string, layers: readonly LayerDescription[], context: DescriptionContext) =>
  Object.freeze(
    Array.from(layers, (layer, i) => {
      const one = `${where}[${i}]`;
      return layerKind(one, layer, context.kinds).describe(one, layer, context);
    }),
  );

/** Builds a chain's layers from what `describeChain` gave, with streams of random numbers from `context.stream` on. */
export function buildChain(descriptions: readonly LayerDescription[], context: LayerContext): readonly Layer[] {
  let { input, stream } = context;
  return descriptions.map((description, i) => {
    const where = `${context.where}[${i}]`;
    const layer = layerKind(where, description, context.kinds).build(description, { ...context, where, input, stream });
    input = layer.output;
    stream += layer.streams ?? 1;
    return layer;
  });
}

/** How many streams of random numbers a chain has. */
export const streamsOf = (layers: readonly Layer[]): number =>
  layers.reduce((sum, { streams = 1 }) => sum + streams, 0);

/** The shape that a chain gives. */
export const outputOf = (layers: readonly Layer[], input: Shape): Shape => layers.at(-1)?.output ?? input;

export const isTrained = ({ trained, variables }: Layer): boolean =>
  trained ?? variables.some(({ role }) => role === "trained");

/** A layer of a network, or one inside another. */
export interface NamedLayer {
  readonly layer: Layer;
  /** the network's layer that it is, or is inside of */
  readonly index: number;
  /** how the names of its variables begin after the network's layer: "" or "shortcut.0." */
  readonly prefix: string;
}

/** All layers of a network, each before those inside it: the order in which θ holds their variables. */
export function everyLayer(layers: readonly Layer[]): readonly NamedLayer[] {
  const all: NamedLayer[] = [];
  const add = (layer: Layer, index: number, prefix: string) => {
    all.push({ layer, index, prefix });
    for (const chain of layer.chains ?? [])
      for (const [i, inner] of chain.layers.entries()) add(inner, index, `${prefix}${chain.prefix}${i}.`);
  };
  for (const [index, layer] of layers.entries()) add(layer, index, "");
  return all;
}

/** Emits a chain's forward records; returns where its outputs stand. */
export function emitForward(program: Program, chain: Chain, from: Tensor, rows: number, mode: Mode): Tensor {
  let outputs = from;
  for (const [i, layer] of chain.layers.entries()) {
    chain.inputs[i] = outputs;
    outputs = layer.forward(program, { ...chain.tensors[i], inputs: outputs }, rows, mode);
    chain.outputs[i] = outputs;
  }
  return outputs;
}

/** The first layer that gradients reach: the first where they go on beyond it, else the first that is trained. */
const firstReached = ({ layers, tensors }: Chain): number =>
  tensors[0]?.inputGradients ? 0 : layers.findIndex(isTrained);

/** Goes back from the last layer to the first that gradients reach; returns what the latter's step does. */
function goBack(chain: Chain, from: Tensor, step: (layer: Layer, i: number, received: Tensor) => Tensor): Tensor {
  const first = firstReached(chain);
  return chain.layers.reduceRight((received, layer, i) => (i < first ? received : step(layer, i, received)), from);
}

/** Emits a chain's backward records, after its forward records; returns where ∂cost/∂inputs stands, where its first layer sends some. */
export function emitBackward(program: Program, chain: Chain, from: Tensor, rows: number, mode: Mode): Tensor {
  return goBack(chain, from, (layer, i, gradients) => {
    chain.outputGradients[i] = gradients;
    return layer.backward(program, { ...chain.tensors[i], inputs: chain.inputs[i] }, gradients, rows, mode);
  });
}

/** What the tangent passes of layer `i` are given. */
function tangentTensors({ tensors, inputs, outputGradients, inputTangents }: Chain, i: number): TangentTensors {
  const { inputGradients, buffers } = tensors[i];
  return {
    ...tensors[i],
    inputs: inputs[i],
    inputTangents: inputTangents[i],
    outputGradients: outputGradients[i],
    inputGradientTangents: inputGradients && (buffers.inputGradientTangents ?? null),
  };
}

/** Emits the tangents of a chain's outputs, after its backward records; returns where they stand, null where they are 0. */
export function emitTangentForward(
  program: Program,
  chain: Chain,
  from: Tensor | null,
  rows: number,
  mode: Mode,
): Tensor | null {
  let tangents = from;
  for (const [i, layer] of chain.layers.entries()) {
    chain.inputTangents[i] = tangents;
    tangents = layer.tangentForward(program, tangentTensors(chain, i), rows, mode);
  }
  return tangents;
}

/** Emits the tangents of a chain's gradients; returns where those of ∂cost/∂inputs stand, where its first layer sends some. */
export function emitTangentBackward(program: Program, chain: Chain, from: Tensor, rows: number, mode: Mode): Tensor {
  return goBack(chain, from, (layer, i, tangents) =>
    layer.tangentBackward(program, tangentTensors(chain, i), tangents, rows, mode),
  );
}
