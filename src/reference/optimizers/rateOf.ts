// What the twins of optimizers share: the rate of the step, and the powers that are kept.
import type { Cells } from "../twin.ts";

/** α of the step at which the run is. */
export const rateOf = (m: Float64Array, { rates, cursor }: Pick<Cells<"sgdUpdate">, "rates" | "cursor">) =>
  m[rates + 2 * m[cursor.step]];
/** A power βᵗ that the scalars keep, taken one step on. */
export const next = (m: Float64Array, cell: number, beta: number) => {
  m[cell] *= beta;
  return m[cell];
};
