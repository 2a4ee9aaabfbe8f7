// A hash of what is written into a table, and whether it is finite, by the core: a cold engine takes 200 ns per number for it.
import type { Arena } from "../core/arena.ts";
import { slice, type Tensor } from "../core/core.ts";
import { runNow } from "../core/runNow.ts";

/** FNV-1a's offset basis, the lower word first, and no number that is not finite. */
const START = [0x84222325, 0xcbf29ce4, 0];

export class TableHash {
  readonly #arena: Arena;
  readonly #hash: Tensor;

  /** Takes memory for the hash and, above the arena's mark, as much as it needs for a moment. */
  constructor(arena: Arena) {
    this.#arena = arena;
    this.#hash = arena.take("hash", "uint32", START.length, { zeroed: false });
    arena.core.write(this.#hash, START);
  }

  /** Adds `count` numbers of a table from number `from` on. @returns whether all are finite */
  add(table: Tensor, from: number, count: number): boolean {
    const values = slice(table, "values", from, count);
    runNow(this.#arena, (program) => program.emit("hashForward", { hash: this.#hash, values, count }));
    return this.#arena.core.get(this.#hash, 2) === 0;
  }

  /** 16 hex digits. */
  digest(): string {
    const hex = (at: number) => this.#arena.core.get(this.#hash, at).toString(16).padStart(8, "0");
    return hex(1) + hex(0);
  }
}
