// A chain of layers, each taking what the one before it gives. A network is a chain and a loss; a layer may be made of chains.
import type { Tensor } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import type { Shape } from "../core/shape.ts";
import type { Layer, LayerContext, LayerDescription, LayerKinds, LayerTensors, Mode, TangentTensors } from "./layer.ts";
import { layerKind } from "./layerKind.ts";

/** Checks the descriptions of a chain. @throws {OptionError} naming the layer */
export const describeChain = (where: string, layers: readonly LayerDescription[], kinds: LayerKinds) =>
  Object.freeze(
    layers.map((layer, i) => layerKind(`${where}[${i}]`, layer, kinds).describe(`${where}[${i}]`, layer, kinds)),
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

export const isTrained = ({ variables }: Layer): boolean => variables.some(({ role }) => role === "trained");

/** Whether layer `index` sends gradients further back: to a trained layer before it, or to what stands before the chain. */
export const sendsGradients = (layers: readonly Layer[], index: number, beyond = false): boolean =>
  beyond || layers.slice(0, index).some(isTrained);

/** Each layer's share of masks that are in the layers' order. */
export function shareMasks(layers: readonly Layer[], tables: readonly Tensor[]): readonly Tensor[][] {
  let from = 0;
  return layers.map(({ masks = [] }) => {
    from += masks.length;
    return tables.slice(from - masks.length, from);
  });
}

/** A chain with the memory of each layer. */
export interface Chain<T extends LayerTensors = LayerTensors> {
  readonly layers: readonly Layer[];
  readonly tensors: readonly T[];
}

/** Where a chain's numbers stand. */
export interface ChainOutputs {
  readonly outputs: Tensor;
  /** of each layer */
  readonly inputs: readonly Tensor[];
}

/** Where a chain's gradients stand. */
export interface ChainGradients {
  /** ∂cost/∂inputs of the chain, where its first layer sends some */
  readonly inputGradients: Tensor;
  /** ∂cost/∂outputs of each layer, as it was given them; none for layers that gradients do not reach */
  readonly outputGradients: readonly Tensor[];
}

/** A layer's tensors with other inputs than their own, where the layer before it passes on what it took. */
const withInputs = (tensors: LayerTensors, inputs: Tensor): LayerTensors =>
  tensors.inputs === inputs ? tensors : { ...tensors, inputs };

/** Emits a chain's forward records. */
export function emitForward(program: Program, chain: Chain, from: Tensor, rows: number, mode: Mode): ChainOutputs {
  const inputs: Tensor[] = [];
  let outputs = from;
  for (const [i, layer] of chain.layers.entries()) {
    inputs.push(outputs);
    outputs = layer.forward(program, withInputs(chain.tensors[i], outputs), rows, mode);
  }
  return { outputs, inputs };
}

/** The first layer that gradients reach: the first where they go on beyond it, else the first that is trained. */
function firstReached({ layers, tensors }: Chain): number {
  return tensors[0]?.inputGradients ? 0 : Math.max(0, layers.findIndex(isTrained));
}

/** Emits a chain's backward records, after its forward records. */
export function emitBackward(
  program: Program,
  chain: Chain,
  { inputs }: ChainOutputs,
  from: Tensor,
  rows: number,
  mode: Mode,
): ChainGradients {
  const { layers, tensors } = chain;
  const outputGradients: Tensor[] = [];
  let gradients = from;
  for (let i = layers.length - 1; i >= firstReached(chain); i--) {
    outputGradients[i] = gradients;
    gradients = layers[i].backward(program, withInputs(tensors[i], inputs[i]), gradients, rows, mode);
  }
  return { inputGradients: gradients, outputGradients };
}

/** A direction V in θ, and H·V, by layer and variable. */
export interface ChainDirection {
  readonly directions: readonly TangentTensors["directions"][];
  readonly products: readonly TangentTensors["products"][];
  readonly crossProducts: readonly TangentTensors["crossProducts"][];
}

/** Emits the tangents of a chain's outputs, after its backward records; they stand in `outputTangents`, null where they are 0. */
export function emitTangentForward(
  program: Program,
  { layers, tensors }: Chain,
  { inputs, outputGradients }: Pick<ChainOutputs, "inputs"> & Pick<ChainGradients, "outputGradients">,
  { directions, products, crossProducts }: ChainDirection,
  from: Tensor | null,
  rows: number,
  mode: Mode,
): Chain<TangentTensors> & { readonly outputTangents: Tensor | null } {
  let tangents = from;
  const all = layers.map((layer, i) => {
    const values = tensors[i];
    const t: TangentTensors = {
      ...values,
      inputs: inputs[i],
      directions: directions[i],
      products: products[i],
      crossProducts: crossProducts[i],
      inputTangents: tangents,
      outputGradients: outputGradients[i],
      inputGradientTangents: values.inputGradients && (values.buffers.inputGradientTangents ?? null),
    };
    tangents = layer.tangentForward(program, t, rows, mode);
    return t;
  });
  return { layers, tensors: all, outputTangents: tangents };
}

/** Emits the tangents of a chain's gradients; returns where those of ∂cost/∂inputs stand, where its first layer sends some. */
export function emitTangentBackward(
  program: Program,
  chain: Chain<TangentTensors>,
  from: Tensor,
  rows: number,
  mode: Mode,
): Tensor {
  let tangents = from;
  for (let i = chain.layers.length - 1; i >= firstReached(chain); i--) {
    tangents = chain.layers[i].tangentBackward(program, chain.tensors[i], tangents, rows, mode);
  }
  return tangents;
}
