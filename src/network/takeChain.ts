// The memory of a chain of layers for one block of rows, and of the chains inside them.
import type { Tensor } from "../core/core.ts";
import { sizeOf } from "../core/shape.ts";
import { isTrained } from "../layers/chain.ts";
import type { Chain, Layer, LayerTensors } from "../layers/layer.ts";
import type { Shares } from "./parameters.ts";

/** What each layer has of its own. */
export interface ChainShares {
  readonly variables: Shares;
  readonly constants: Shares;
  /** given where the walk goes backward */
  readonly gradients?: Shares;
  /** given, all three, where it takes tangents too */
  readonly directions?: Shares;
  readonly products?: Shares;
  readonly crossProducts?: Shares;
}

export interface ChainSource {
  readonly shares: ChainShares;
  /** what all layers have in common */
  readonly rest: Pick<LayerTensors, "scratch" | "random" | "cursor">;
  /** memory for so many numbers a row */
  float(what: string, perRow: number): Tensor;
}

/**
 * Takes a chain's memory.
 * @param within  how the names of its layers begin
 * @param beyond  whether gradients go on beyond it: to a trained layer before it
 */
export function takeChain(
  source: ChainSource,
  layers: readonly Layer[],
  from: Tensor,
  within = "",
  beyond = false,
): Chain {
  const { shares, rest, float } = source;
  const { scratch, random, cursor } = rest;
  const tensors: LayerTensors[] = [];
  let inputs = from;
  let sends = beyond;
  for (const [i, layer] of layers.entries()) {
    const name = `${within}${i}`;
    const take = (all: Readonly<Record<string, number>>) =>
      Object.fromEntries(Object.entries(all).map(([what, perRow]) => [what, float(`${what}.${name}`, perRow)]));
    const shareOf = (of: keyof ChainShares) => shares[of]?.get(layer) ?? {};
    const buffers = take({
      ...layer.buffers,
      ...(shares.gradients && layer.gradientBuffers),
      ...(shares.directions && layer.tangentBuffers),
    });
    const outputs = float(`outputs.${name}`, sizeOf(layer.output));
    tensors.push({
      scratch,
      random,
      cursor,
      inputs,
      outputs,
      inputGradients: sends ? float(`inputGradients.${name}`, sizeOf(layer.input)) : null,
      variables: shareOf("variables"),
      gradients: shareOf("gradients"),
      directions: shareOf("directions"),
      products: shareOf("products"),
      crossProducts: shareOf("crossProducts"),
      constants: shareOf("constants"),
      buffers,
      chains: (layer.chains ?? []).map((chain) =>
        takeChain(source, chain.layers, inputs, `${name}.${chain.prefix}`, sends),
      ),
    });
    inputs = outputs;
    sends ||= shares.gradients !== undefined && isTrained(layer);
  }
  return { layers, tensors, inputs: [], outputs: [], outputGradients: [], inputTangents: [] };
}
