// The row order of an epoch as the caller's function returns it; loaded for runs that have one.
import { DataError, ShapeError } from "../core/errors.ts";
import type { Order } from "./fitOptions.ts";

/** The order of epoch `epoch`. @throws {ShapeError | DataError} where it is none of these rows */
export async function callersOrder(shuffle: Order, epoch: number, rows: number): Promise<ArrayLike<number>> {
  const order = await shuffle(epoch); // a promise where the caller is another thread
  const where = `fit.shuffle(${epoch})`;
  if (order?.length !== rows) throw new ShapeError({ where, received: order, expected: `${rows} row numbers` });
  for (let i = 0; i < rows; i++) {
    if (Number.isInteger(order[i]) && order[i] >= 0 && order[i] < rows) continue;
    throw new DataError({
      where: `${where}[${i}]`,
      received: order[i],
      expected: `a row number from 0 to ${rows - 1}`,
    });
  }
  return order;
}
