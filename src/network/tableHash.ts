// A hash of what is written into a table, and whether it is finite, by the core: a cold engine takes 200 ns per number for it. Knows no set.
import { CURSOR_BYTES, PASS_BYTES } from "../../assembly/abi.ts";
import type { Arena } from "../core/arena.ts";
import { slice, type Tensor } from "../core/core.ts";
import { Program, walkWhole } from "../core/program.ts";

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
    const { core } = this.#arena;
    const mark = this.#arena.mark();
    const cursor = this.#arena.take("cursor", "int32", CURSOR_BYTES / 4);
    const passes = this.#arena.take("passes", "uint32", PASS_BYTES / 4);
    const program = new Program();
    program.emit("hashForward", { hash: this.#hash, values: slice(table, "values", from, count), count });
    const { address, records } = program.write(core, program.take(this.#arena, "program"));
    core.write(passes, [address, records, 0, 0]);
    walkWhole(core, cursor, passes, 1);
    this.#arena.release(mark);
    return core.get(this.#hash, 2) === 0;
  }

  /** 16 hex digits. */
  digest(): string {
    const hex = (at: number) => core.get(this.#hash, at).toString(16).padStart(8, "0");
    const { core } = this.#arena;
    return hex(1) + hex(0);
  }
}
