// A list of passes: programs in memory, each with the row and the step at which it runs, and the walk over them.
import {
  CURSOR_BYTES,
  CURSOR_HALT,
  CURSOR_RECORD,
  PASS_BYTES,
  PASS_RECORDS,
  PASS_ROW,
  PASS_STEP,
  RUN_MORE,
} from "../../assembly/abi.ts";
import type { Arena } from "./arena.ts";
import type { Tensor } from "./core.ts";
import type { Pace } from "./pace.ts";
import type { Written } from "./program.ts";

const PASS_WORDS = PASS_BYTES / 4;
/** The image of a list that has been written. */
const written = new Uint32Array(0);
/** What one call of `run` may spend at most: the count is an i32. */
const MOST_WORK = 2 ** 31 - 1;

/** Memory for where a walk stands; lists that are never walked at the same time may share it. */
export const takeCursor = (arena: Arena, name: string): Tensor => arena.take(name, "int32", CURSOR_BYTES / 4);

export class PassList {
  readonly #arena: Arena;
  readonly #name: string;
  readonly #cursor: Tensor;
  /** the passes until they are written; the memory has them from then on */
  #image = new Uint32Array(4 * PASS_WORDS);
  #length = 0;
  #memory: Tensor | undefined;
  #row = 0;

  constructor(arena: Arena, cursor: Tensor, name: string) {
    this.#arena = arena;
    this.#cursor = cursor;
    this.#name = name;
  }

  /** How many passes it has. */
  get length(): number {
    return this.#length;
  }

  /** Appends a pass. */
  add({ address, records }: Written, row = 0, step = 0): this {
    const at = this.#length++ * PASS_WORDS;
    if (at === this.#image.length) {
      const grown = new Uint32Array(2 * at);
      grown.set(this.#image);
      this.#image = grown;
    }
    this.#image[at] = address;
    this.#image[at + PASS_RECORDS / 4] = records;
    this.#image[at + PASS_ROW / 4] = row;
    this.#image[at + PASS_STEP / 4] = step;
    return this;
  }

  /** Takes memory for the passes and writes them; none can be added afterwards. */
  write(): this {
    const length = this.#length * PASS_WORDS;
    this.#memory = this.#arena.take(this.#name, "uint32", length, { zeroed: false });
    this.#arena.core.write(this.#memory, this.#image.subarray(0, length));
    this.#image = written;
    return this;
  }

  /** Moves all passes on, so that those that were added at row 0 begin at `row`. */
  moveTo(row: number): void {
    if (row === this.#row) return;
    const { core } = this.#arena;
    const memory = this.#memory as Tensor;
    const image = core.read(memory);
    for (let at = PASS_ROW / 4; at < image.length; at += PASS_WORDS) image[at] += row - this.#row;
    core.write(memory, image);
    this.#row = row;
  }

  /** Puts the cursor before pass `pass`. */
  begin(pass = 0): void {
    const { core } = this.#arena;
    core.fill(this.#cursor, 0);
    if (pass > 0) core.set(this.#cursor, pass);
  }

  /** The pass at which the walk stands. */
  get pass(): number {
    return this.#arena.core.get(this.#cursor);
  }

  /** Whether the walk stands inside a pass, with some of its records done. */
  get isInside(): boolean {
    return this.#arena.core.get(this.#cursor, CURSOR_RECORD / 4) !== 0;
  }

  /** Why a kernel halted the walk; 0 where none did. */
  get halt(): number {
    return this.#arena.core.get(this.#cursor, CURSOR_HALT / 4);
  }

  /** Goes on from the cursor to pass `end` for about as long as a slice. @returns what `run` answers */
  slice(pace: Pace, end = this.#length): number {
    return pace.slice(this.#arena.core, this.#cursor.address, (this.#memory as Tensor).address, end);
  }

  /** Walks all passes, or until a halt, without a rest. */
  run(): void {
    this.begin();
    this.runTo(this.#length);
  }

  /** The same from the cursor to pass `end`. */
  runTo(end: number): void {
    const { core } = this.#arena;
    const { address } = this.#memory as Tensor;
    while (core.run(this.#cursor.address, address, end, MOST_WORK) === RUN_MORE);
  }

  /** Walks all passes, or until a halt, or until `stop` says so between two slices; other work is let in between. */
  walk(pace: Pace, stop?: () => boolean): Promise<void> {
    this.begin();
    return this.walkTo(this.#length, pace, stop);
  }

  /** The same from the cursor to pass `end`. */
  async walkTo(end: number, pace: Pace, stop?: () => boolean): Promise<void> {
    for (;;) {
      await pace.rest();
      if (stop?.() || this.slice(pace, end) !== RUN_MORE) return;
    }
  }
}
