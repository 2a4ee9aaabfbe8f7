// The row order of an epoch as the caller's function returns it; loaded for runs that have one.
import { DataError, ShapeError } from "../core/errors.ts";
import type { Order } from "./fitOptions.ts";

/** The order of epoch `epoch`. @throws {ShapeError | DataError} where it is none of these rows */
export async function callersOrder(shuffle: Order, epoch: number, rows: number): Promise<Uint32Array> {
  const order = await shuffle(epoch); // a promise where the caller is another thread
  const where = `fit.shuffle(${epoch})`;
  if (order?.length !== rows) throw new ShapeError({ where, received: order, expected: `${rows} row numbers` });
  const copy = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = order[i]; // read once, since a getter may give another the next time
    if (!(Number.isInteger(row) && row >= 0 && row < rows))
      throw new DataError({ where: `${where}[${i}]`, received: row, expected: `a row number from 0 to ${rows - 1}` });
    copy[i] = row;
  }
  return copy;
}
