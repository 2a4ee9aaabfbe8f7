// The row order of an epoch: as rows stand, a permutation from the seed, or the caller's. Knows no memory.
import { DataError, ShapeError } from "../core/errors.ts";
import type { Pace } from "../core/pace.ts";
import { EPOCH_ORDER, Stream } from "../core/random.ts";
import type { Order } from "./options.ts";

/** Rows shuffled between two rests. */
const PIECE_ROWS = 1 << 16;

/** As many row numbers as there are rows. @throws {ShapeError | DataError} on a bad order of the caller's */
export async function epochOrder(
  shuffle: boolean | Order,
  seed: number,
  epoch: number,
  rows: number,
  pace: Pace,
): Promise<ArrayLike<number>> {
  if (typeof shuffle === "boolean") {
    const order = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) order[row] = row; // `from` with a function takes 10 ns more per row
    const stream = new Stream(seed, EPOCH_ORDER, epoch);
    const last = rows - 1;
    if (shuffle) await pace.pieces(last, PIECE_ROWS, (from, to) => stream.shuffle(order, last - from, last - to));
    return order;
  }
  const order = await shuffle(epoch); // a promise where the caller is another thread
  const where = `fit.shuffle(${epoch})`;
  if (order?.length !== rows) throw new ShapeError({ where, came: order, expected: `${rows} row numbers` });
  for (let i = 0; i < rows; i++) {
    if (Number.isInteger(order[i]) && order[i] >= 0 && order[i] < rows) continue;
    throw new DataError({ where: `${where}[${i}]`, came: order[i], expected: `a row number from 0 to ${rows - 1}` });
  }
  return order;
}
