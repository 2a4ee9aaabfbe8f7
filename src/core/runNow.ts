// A few records that are run at once, and forgotten.
import type { Arena } from "./arena.ts";
import { PassList, takeCursor } from "./passes.ts";
import { type Program, writeProgram } from "./program.ts";

/** Runs what `emit` emits. Takes memory above the arena's mark, and gives it back. */
export function runNow(arena: Arena, emit: (program: Program) => void): void {
  const mark = arena.mark();
  const list = new PassList(arena, takeCursor(arena, "cursor"), "passes");
  list
    .add(writeProgram(arena, "program", emit))
    .write()
    .run();
  arena.release(mark);
}
