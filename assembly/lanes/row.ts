// What all losses share: a row's weight, and the two sums that a row adds to. Knows no loss.

/** The weight of block row `r`; 1 where there are none. */
export function rowWeight(rowWeights: usize, r: i32): f64 {
  return rowWeights ? <f64>load<f32>(rowWeights + ((<usize>r) << 2)) : 1;
}

/** loss[0] += own, loss[1] += own²: the mean, and from both its sampling error. */
export function addLoss(loss: usize, own: f64): void {
  store<f64>(loss, load<f64>(loss) + own);
  store<f64>(loss, load<f64>(loss, 8) + own * own, 8);
}
