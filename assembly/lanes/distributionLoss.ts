// Losses between a row's softmax and a distribution, stable at extreme logits, four rows at a time. Knows no target's meaning.
import { exp } from "./exp";
import { FourRows } from "./fourRows";
import { log } from "./log";
import { log1p } from "./log1p";
import { addLoss, rowWeight } from "./row";

/** Of four rows: the largest logit, ln Σ e^(z − max z), and the loss in float64. */
const MOST = memory.data(16, 16);
const SUMS = memory.data(16, 16);
const OWN = memory.data(32, 16);

/**
 * MOST ← max z, SUMS ← ln Σ e^(z − max z) of four rows.
 *
 * Method: log1p of the sum of all but the largest, the first of equals, in float64 and ascending: nothing is lost where one logit dominates.
 * Range: finite rows; a NaN gives NaN. Held by test/losses.
 */
function logSums(z: usize, second: usize, third: usize, fourth: usize, rowBytes: usize): void {
  let most = FourRows.load(z, second, third, fourth);
  let top = i32x4.splat(0);
  for (let at: usize = 4; at < rowBytes; at += 4) {
    const column = FourRows.load(z + at, second, third, fourth);
    const larger = f32x4.gt(column, most);
    most = v128.bitselect(column, most, larger);
    top = v128.bitselect(i32x4.splat(<i32>at), top, larger);
  }
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let at: usize = 0; at < rowBytes; at += 4) {
    const e = exp(f32x4.sub(FourRows.load(z + at, second, third, fourth), most));
    const rest = v128.andnot(e, i32x4.eq(top, i32x4.splat(<i32>at)));
    low = f64x2.add(low, FourRows.low(rest));
    high = f64x2.add(high, FourRows.high(rest));
  }
  v128.store(MOST, most);
  const sums = v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
  v128.store(SUMS, log1p(sums));
}

class Term {
  /** t · (own + sum + (most − z)), and 0 where t is 0. */
  @inline static of(t: v128, own: v128, sum: v128, most: v128, z: v128): v128 {
    const term = f64x2.mul(t, f64x2.add(f64x2.add(own, sum), f64x2.sub(most, z)));
    return v128.and(term, f64x2.ne(t, f64x2.splat(0)));
  }
}

/**
 * Adds each row's Σ t·(own + ln Σ e^(z − m) + m − z) to the loss, m = max z, classes and rows ascending, in float64.
 *
 * @param loss         float64 [Σ loss, Σ loss²], read and written
 * @param predictions  z, rows × width
 * @param targets      t, rows × width, each row a distribution
 * @param rowWeights   rows, or address 0
 * @param divergence   whether `own` is ln t, or 0
 */
export function distributionLoss(
  loss: usize,
  predictions: usize,
  targets: usize,
  rowWeights: usize,
  rows: i32,
  width: i32,
  divergence: bool,
): void {
  const rowBytes = (<usize>width) << 2;
  for (let first = 0; first < rows; first += 4) {
    const some = min(4, rows - first);
    const second = FourRows.offset(1, some, rowBytes);
    const third = FourRows.offset(2, some, rowBytes);
    const fourth = FourRows.offset(3, some, rowBytes);
    logSums(predictions, second, third, fourth, rowBytes);
    const most = v128.load(MOST);
    const sums = v128.load(SUMS);
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 4) {
      const t = FourRows.load(targets + at, second, third, fourth);
      const z = FourRows.load(predictions + at, second, third, fourth);
      const own = divergence ? log(t) : f32x4.splat(0);
      const lowTerm = Term.of(
        FourRows.low(t),
        FourRows.low(own),
        FourRows.low(sums),
        FourRows.low(most),
        FourRows.low(z),
      );
      const highTerm = Term.of(
        FourRows.high(t),
        FourRows.high(own),
        FourRows.high(sums),
        FourRows.high(most),
        FourRows.high(z),
      );
      low = f64x2.add(low, lowTerm);
      high = f64x2.add(high, highTerm);
    }
    v128.store(OWN, low);
    v128.store(OWN, high, 16);
    for (let i = 0; i < some; i++) addLoss(loss, load<f64>(OWN + ((<usize>i) << 3)) * rowWeight(rowWeights, first + i));
    predictions += rowBytes << 2;
    targets += rowBytes << 2;
  }
}
