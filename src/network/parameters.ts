// θ as one vector, and each layer's share of it. Knows no kernel.
import type { Arena } from "../core/arena.ts";
import { slice, type Tensor } from "../core/core.ts";
import { Pace } from "../core/pace.ts";
import { INITIAL_WEIGHTS, Stream } from "../core/random.ts";
import { drawWeights } from "./initializers.ts";
import type { Layer, ParameterShape } from "./layer.ts";

/** One parameter tensor of one layer, as it lies in θ, in ∂cost/∂θ, … */
export interface Placed {
  readonly layer: number;
  readonly shape: ParameterShape;
  readonly from: number;
  readonly length: number;
}

const lengthOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

/** Where each layer's parameters lie in θ: W₀, b₀, W₁, b₁, … */
export function place(layers: readonly Layer[]): readonly Placed[] {
  let from = 0;
  return layers.flatMap((layer, index) =>
    layer.parameters.map((shape) => {
      const placed = { layer: index, shape, from, length: lengthOf(shape.shape) };
      from += placed.length;
      return placed;
    }),
  );
}

/** How long θ is. */
export const countOf = (placed: readonly Placed[]) => placed.reduce((sum, { length }) => sum + length, 0);

/** The parts of a vector of θ's shape that belong to each layer, by name. */
export function partsOf(vector: Tensor, placed: readonly Placed[], layers: number): Readonly<Record<string, Tensor>>[] {
  const parts: Record<string, Tensor>[] = Array.from({ length: layers }, () => ({}));
  for (const { layer, shape, from, length } of placed) {
    parts[layer][shape.name] = slice(vector, `${vector.name}.${layer}.${shape.name}`, from, length);
  }
  return parts;
}

/** Writes the initial weights, each tensor from a stream of its own, so that one layer's size does not change another's weights. */
export async function initialise(arena: Arena, theta: Tensor, placed: readonly Placed[], seed: number): Promise<void> {
  const pace = new Pace();
  const pause = () => pace.rest();
  for (const { layer, shape, from } of placed) {
    if (shape.initializer === undefined) continue;
    const [outputs, inputs] = shape.shape;
    const stream = new Stream(seed, INITIAL_WEIGHTS, layer);
    arena.core.write(theta, await drawWeights(shape.initializer, inputs, outputs, stream, pause), from);
  }
}
