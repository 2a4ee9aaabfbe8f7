// The length of a vector in the core's memory, summed by the core: a cold engine takes 70 ns per number for it. Knows no network.
import { CURSOR_BYTES, PASS_BYTES } from "../../assembly/abi.ts";
import type { Arena } from "../core/arena.ts";
import type { Tensor } from "../core/core.ts";
import { Program, walkWhole } from "../core/program.ts";

/** √Σx², summed in float64. Takes memory above the arena's mark, and gives it back. */
export function normOf(arena: Arena, vector: Tensor): number {
  const { core } = arena;
  const mark = arena.mark();
  const square = arena.take("square", "float64", 1);
  const cursor = arena.take("cursor", "int32", CURSOR_BYTES / 4);
  const passes = arena.take("passes", "uint32", PASS_BYTES / 4);
  const program = new Program();
  program.emit("basisProject", { coefficients: square, basis: vector, vector, vectors: 1, count: vector.length });
  const { address, records } = program.write(core, program.take(arena, "norm"));
  core.write(passes, [address, records, 0, 0]);
  walkWhole(core, cursor, passes, 1);
  const norm = Math.sqrt(core.get(square));
  arena.release(mark);
  return norm;
}
