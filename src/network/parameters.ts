// θ as one vector, and each layer's share of it.
import type { Arena } from "../core/arena.ts";
import { slice, type Tensor } from "../core/core.ts";
import { randomScratchBytes } from "../core/kernels.ts";
import { Pace } from "../core/pace.ts";
import { PassList, takeCursor } from "../core/passes.ts";
import { writeProgram } from "../core/program.ts";
import { sizeOf } from "../core/shape.ts";
import { everyLayer } from "../layers/chain.ts";
import { beginningOf, type Drawn } from "../layers/initializers.ts";
import type { ByName, Layer, Variable } from "../layers/layer.ts";
import { INITIAL_WEIGHTS } from "../numbers/purposes.ts";

/** One variable of one layer, as it lies in θ, in ∂cost/∂θ, …, or in the state. */
export interface Placed {
  /** the network's layer that has it, itself or inside it */
  readonly layer: number;
  /** weights, or of a layer inside: 0.weights, shortcut.0.weights */
  readonly name: string;
  readonly owner: Layer;
  readonly variable: Variable;
  readonly from: number;
  readonly length: number;
}

/** Where each layer's trained variables lie in θ: W₀, b₀, W₁, b₁, …; or its running ones in the state. */
export function layOut(layers: readonly Layer[], role: Variable["role"] = "trained"): readonly Placed[] {
  let from = 0;
  return everyLayer(layers).flatMap(({ layer: owner, index: layer, prefix }) =>
    owner.variables
      .filter((variable) => variable.role === role)
      .map((variable) => {
        const length = sizeOf(variable.shape);
        const placed = { layer, name: prefix + variable.name, owner, variable, from, length };
        from += length;
        return placed;
      }),
  );
}

/** How long θ is, or the state. */
export const countOf = (placed: readonly Placed[]) => placed.reduce((sum, { length }) => sum + length, 0);

/** What each layer has of something; nothing where it is not there. */
export type Shares = ReadonlyMap<Layer, ByName>;

/** The parts of a vector of the same shape that belong to each layer, by name; beside those of `shares`, if there are any. */
export function slicesOf(vector: Tensor, placed: readonly Placed[], shares: Shares = new Map()): Shares {
  const all = new Map(shares);
  for (const { layer, name, owner, variable, from, length } of placed) {
    const share = slice(vector, `${vector.name}.${layer}.${name}`, from, length);
    all.set(owner, { ...all.get(owner), [variable.name]: share });
  }
  return all;
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
  const scratch = arena.take("scratch", "uint32", randomScratchBytes / 4, { zeroed: false });
  const cursor = takeCursor(arena, "cursor");
  const operands = { weights, stream, factor: factors, scratch, cursor };
  const [whole, rest] = [PIECE, weights.length % PIECE].map((count) =>
    writeProgram(arena, "program", (p) => p.emit(drawn.kernel, { ...operands, count })),
  );
  const list = new PassList(arena, cursor, "passes");
  for (let at = 0; at < weights.length; at += PIECE) list.add(at + PIECE <= weights.length ? whole : rest, at);
  await list.write().walk(pace);
  arena.release(mark);
}

/** Writes the initial values, each tensor from a stream of its own, so that one layer's size does not change another's weights. */
export async function initialise(arena: Arena, vector: Tensor, placed: readonly Placed[], seed: number): Promise<void> {
  const pace = new Pace();
  const { core } = arena;
  for (const { variable, from, length } of placed) {
    const { initializer, fans: [inputs, outputs] = [1, 1], stream = 0 } = variable;
    if (initializer === undefined) continue;
    const beginning = beginningOf(initializer);
    const weights = slice(vector, "weights", from, length);
    if ("kernel" in beginning) {
      await draw(arena, weights, beginning, seed, stream, beginning.factor(inputs, outputs, initializer), pace);
    } else if ("value" in beginning) {
      core.fill(weights, beginning.value(initializer));
    } else {
      const values = new Float64Array(length);
      const fill = await beginning.fill();
      for (const _ of fill(values, inputs, outputs, seed, stream)) await pace.rest();
      core.write(weights, values);
    }
  }
}
