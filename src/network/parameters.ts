// θ as one vector, and each layer's share of it. Knows no initializer and no kernel in particular.
import type { Arena } from "../core/arena.ts";
import { slice, type Tensor } from "../core/core.ts";
import { Pace } from "../core/pace.ts";
import { PassList, takeCursor } from "../core/passes.ts";
import { writeProgram } from "../core/program.ts";
import { beginningOf, type Drawn } from "../layers/initializers.ts";
import type { Layer, ParameterShape } from "../layers/layer.ts";
import { INITIAL_WEIGHTS } from "../numbers/random.ts";

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

/** Numbers per record: a slice ends between two. */
const PIECE = 2048;

/** Draws a tensor's numbers on the core, piece by piece. */
async function draw(
  arena: Arena,
  weights: Tensor,
  drawn: Drawn,
  seed: number,
  index: number,
  factor: number,
  pace: Pace,
) {
  const { core } = arena;
  const mark = arena.mark();
  const stream = arena.take("stream", "uint32", 4, { zeroed: false });
  core.write(stream, [seed % 2 ** 32, Math.floor(seed / 2 ** 32), INITIAL_WEIGHTS, index]);
  const factors = arena.take("factor", "float64", 1, { zeroed: false });
  core.set(factors, factor);
  const cursor = takeCursor(arena, "cursor");
  const [whole, rest] = [PIECE, weights.length % PIECE].map((count) =>
    writeProgram(arena, "program", (p) => p.emit(drawn.kernel, { weights, stream, factor: factors, cursor, count })),
  );
  const list = new PassList(arena, cursor, "passes");
  for (let at = 0; at < weights.length; at += PIECE) list.add(at + PIECE <= weights.length ? whole : rest, at);
  await list.write().walk(pace);
  arena.release(mark);
}

/** Writes the initial weights, each tensor from a stream of its own, so that one layer's size does not change another's weights. */
export async function initialise(arena: Arena, theta: Tensor, placed: readonly Placed[], seed: number): Promise<void> {
  const pace = new Pace();
  const { core } = arena;
  for (const { layer, shape, from, length } of placed) {
    const { initializer } = shape;
    if (initializer === undefined) continue;
    const [outputs, inputs] = shape.shape;
    const beginning = beginningOf(initializer);
    const weights = slice(theta, "weights", from, length);
    if ("kernel" in beginning) {
      await draw(arena, weights, beginning, seed, layer, beginning.factor(inputs, outputs, initializer), pace);
    } else if ("value" in beginning) {
      core.fill(weights, beginning.value(initializer));
    } else {
      const values = new Float64Array(length);
      const fill = await beginning.fill();
      for (const _ of fill(values, inputs, outputs, seed, layer)) await pace.rest();
      core.write(weights, values);
    }
  }
}
