// The length of a vector in the core's memory, summed by the core: a cold engine takes 70 ns per number for it. Knows no network.
import type { Arena } from "../core/arena.ts";
import type { Tensor } from "../core/core.ts";
import { runNow } from "../core/runNow.ts";

/** √Σx², summed in float64. Takes memory above the arena's mark, and gives it back. */
export function normOf(arena: Arena, vector: Tensor): number {
  const mark = arena.mark();
  const square = arena.take("square", "float64", 1);
  runNow(arena, (program) =>
    program.emit("basisProject", { coefficients: square, basis: vector, vector, vectors: 1, count: vector.length }),
  );
  const norm = Math.sqrt(arena.core.get(square));
  arena.release(mark);
  return norm;
}
