// Losses between a row's softmax and a distribution, stable at extreme logits, four rows at a time.
import { LossForward } from "../operands/loss";
import { exp } from "./exp";
import { FourRows } from "./fourRows";
import { log } from "./log";
import { log1p } from "./log1p";
import { addLoss, rowWeight } from "./row";

/** max z of four rows. */
function largest(z: usize, second: usize, third: usize, fourth: usize, rowBytes: usize): v128 {
  let most = FourRows.load(z, second, third, fourth);
  for (let at: usize = 4; at < rowBytes; at += 4) {
    const column = FourRows.load(z + at, second, third, fourth);
    most = v128.bitselect(column, most, f32x4.gt(column, most));
  }
  return most;
}

/**
 * ln Σ e^(z − max z) of four rows.
 *
 * Method: log1p of the sum of all but the largest, the first of equals, in float64 and ascending: nothing is lost where one logit dominates.
 * Range: finite rows; a NaN gives NaN. Held by test/losses.
 */
function logSums(z: usize, second: usize, third: usize, fourth: usize, rowBytes: usize, most: v128): v128 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let found = i32x4.splat(0);
  for (let at: usize = 0; at < rowBytes; at += 4) {
    const column = FourRows.load(z + at, second, third, fourth);
    const isFirst = v128.andnot(f32x4.eq(column, most), found);
    found = v128.or(found, isFirst);
    const e = v128.andnot(exp(f32x4.sub(column, most)), isFirst);
    low = f64x2.add(low, FourRows.low(e));
    high = f64x2.add(high, FourRows.high(e));
  }
  return log1p(v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5));
}

class Term {
  /** t · (base + sum + (most − z)), and 0 where t is 0. */
  @inline static of(t: v128, base: v128, sum: v128, most: v128, z: v128): v128 {
    const term = f64x2.mul(t, f64x2.add(f64x2.add(base, sum), f64x2.sub(most, z)));
    return v128.and(term, f64x2.ne(t, f64x2.splat(0)));
  }
}

/** Adds the losses of `some` block rows from `first` on, in their order; two are in `low`, two in `high`. */
function addRows(o: LossForward, first: i32, some: i32, low: v128, high: v128): void {
  for (let i = 0; i < some; i++) {
    addLoss(o.loss, f64x2.extract_lane(low, 0) * rowWeight(o.rowWeights, first + i));
    low = v128.shuffle<f64>(low, high, 1, 2);
    high = v128.shuffle<f64>(high, high, 1, 1);
  }
}

/**
 * Adds each row's Σ t·(base + ln Σ e^(z − m) + m − z) to the loss, m = max z, classes and rows ascending, in float64;
 * z are the predictions, t the targets: each row a distribution.
 *
 * @param divergence  whether the base is ln t, or 0
 */
export function distributionLoss(o: LossForward, divergence: bool): void {
  const rows = o.rows;
  const rowBytes = (<usize>o.width) << 2;
  let predictions = o.predictions;
  let targets = o.targets;
  for (let first = 0; first < rows; first += 4) {
    const some = min(4, rows - first);
    const second = FourRows.offset(1, some, rowBytes);
    const third = FourRows.offset(2, some, rowBytes);
    const fourth = FourRows.offset(3, some, rowBytes);
    const most = largest(predictions, second, third, fourth, rowBytes);
    const sums = logSums(predictions, second, third, fourth, rowBytes, most);
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 4) {
      const t = FourRows.load(targets + at, second, third, fourth);
      const z = FourRows.load(predictions + at, second, third, fourth);
      const base = divergence ? log(t) : f32x4.splat(0);
      low = f64x2.add(
        low,
        Term.of(FourRows.low(t), FourRows.low(base), FourRows.low(sums), FourRows.low(most), FourRows.low(z)),
      );
      high = f64x2.add(
        high,
        Term.of(FourRows.high(t), FourRows.high(base), FourRows.high(sums), FourRows.high(most), FourRows.high(z)),
      );
    }
    addRows(o, first, some, low, high);
    predictions += rowBytes << 2;
    targets += rowBytes << 2;
  }
}
