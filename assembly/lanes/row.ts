// What all losses share: a row's weight, and the two sums that a row adds to.
import { LossSums } from "../operands/loss";

/** The weight of block row `r`; 1 where there are none. */
export function rowWeight(rowWeights: usize, r: i32): f64 {
  return rowWeights ? <f64>load<f32>(rowWeights + ((<usize>r) << 2)) : 1;
}

/** Adds a row's loss to the sums: the mean, and with the squares its sampling error. */
export function addLoss(sums: LossSums, loss: f64): void {
  sums.sum += loss;
  sums.squares += loss * loss;
}
