// A few records that are run at once, and forgotten. Knows no kernel.
import { CURSOR_BYTES, PASS_BYTES } from "../../assembly/abi.ts";
import type { Arena } from "./arena.ts";
import { Program, walkWhole } from "./program.ts";

/** Runs what `emit` emits. Takes memory above the arena's mark, and gives it back. */
export function runNow(arena: Arena, emit: (program: Program) => void): void {
  const { core } = arena;
  const mark = arena.mark();
  const cursor = arena.take("cursor", "int32", CURSOR_BYTES / 4);
  const passes = arena.take("passes", "uint32", PASS_BYTES / 4);
  const program = new Program();
  emit(program);
  const { address, records } = program.write(core, program.take(arena, "program"));
  core.write(passes, [address, records, 0, 0]);
  walkWhole(core, cursor, passes, 1);
  arena.release(mark);
}
