// How a sum over rows is put together: blocks are computed one after the other, and a group of 256 consecutive rows is one
// float32 chain. The groups' sums are added in their order in float64, so that the error does not grow with their number.
import type { Arena } from "../core/arena.ts";
import type { Tensor } from "../core/core.ts";
import type { PassList } from "../core/passes.ts";
import type { Program, Written } from "../core/program.ts";

/** Part of every network's bits. */
export const GROUP_ROWS = 256;

/** Rows that are computed together: `rows` from row `from` of the batch on. */
export interface RowBlock {
  readonly from: number;
  readonly rows: number;
  /** whether it is the last block of its group */
  readonly endsGroup: boolean;
}

/** The blocks of so many rows: each group in pieces of about the same size, of at most `mostRows`. */
export function* blocksOf(rows: number, mostRows: number): Generator<RowBlock> {
  for (let group = 0; group < rows; group += GROUP_ROWS) {
    const end = Math.min(rows, group + GROUP_ROWS);
    const blocks = Math.ceil((end - group) / mostRows);
    // a multiple of 8, as a workspace has
    const size = Math.min(mostRows, 8 * Math.ceil((end - group) / blocks / 8));
    for (let from = group; from < end; from += size)
      yield { from, rows: Math.min(size, end - from), endsGroup: from + size >= end };
  }
}

/** Float64 totals of a vector of sums. */
export class GroupTotals {
  readonly #totals: Tensor;
  readonly #count: number;

  /** Takes the memory of the totals. */
  constructor(arena: Arena, count: number) {
    this.#count = count;
    this.#totals = arena.take("totals", "float64", count);
  }

  /** The totals of a sum over so many rows; null where one group holds them all. */
  static of(arena: Arena, rows: number, count: number): GroupTotals | null {
    return rows > GROUP_ROWS ? new GroupTotals(arena, count) : null;
  }

  clear(program: Program): void {
    // a float64 is two float32
    program.emit("vectorClear", { vector: this.#totals, count: 2 * this.#count });
  }

  /** Adds a group's sums, and clears them for the next group. */
  add(program: Program, sums: Tensor): void {
    program.emit("totalsAdd", { totals: this.#totals, vector: sums, count: this.#count });
  }

  /** The whole sum, rounded once. */
  round(program: Program, sums: Tensor): void {
    program.emit("totalsRound", { vector: sums, totals: this.#totals, count: this.#count });
  }
}

/** The programs of one sum over rows. */
export interface SumPrograms {
  readonly clear: Written | null;
  /** a block's programs, one after the other */
  block(block: RowBlock, index: number): readonly Written[];
  /** after each group; null where there is one */
  readonly fold: Written | null;
  readonly finish: Written | null;
}

/**
 * Adds the passes of a sum over the rows from `row` on: clear | (blocks | fold) of each group | finish.
 * @param filled  whether each block's rows are written to row 0 before it
 */
export function addSum(
  list: PassList,
  rows: number,
  mostRows: number,
  { clear, block, fold, finish }: SumPrograms,
  row = 0,
  step = 0,
  filled = false,
): void {
  if (clear) list.add(clear, row, step);
  let index = 0;
  for (const one of blocksOf(rows, mostRows)) {
    for (const program of block(one, index++)) list.add(program, filled ? row : row + one.from, step);
    if (fold && one.endsGroup) list.add(fold, row, step);
  }
  if (finish) list.add(finish, row, step);
}
