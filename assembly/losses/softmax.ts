// Softmax and its cross-entropy with any distribution as target, stable at extreme logits. Knows no layer.
import { exp } from "../lanes/exp";
import { log1p } from "../lanes/log1p";
import { addLoss, rowWeight } from "../lanes/row";

/** Index of the largest of `width` numbers, the first of equals. */
function largest(row: usize, width: i32): i32 {
  let at = 0;
  for (let c = 1; c < width; c++) if (load<f32>(row + (<usize>c << 2)) > load<f32>(row + (<usize>at << 2))) at = c;
  return at;
}

function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp(f32x4.splat(x)), 0);
}

/** log Σ exp(z − max z), from log1p of all but the largest: exact where one logit dominates. */
function logSum(row: usize, width: i32): f32 {
  const top = largest(row, width);
  const most = load<f32>(row + (<usize>top << 2));
  let rest: f32 = 0;
  for (let c = 0; c < width; c++) if (c != top) rest += exp1(load<f32>(row + (<usize>c << 2)) - most);
  return f32x4.extract_lane(log1p(f32x4.splat(rest)), 0);
}

/**
 * probabilities[r][c] = exp(z[r][c] − max z[r]) / Σ, the sum ascending; what exp flushes below 2⁻¹²⁶ is 0.
 *
 * @param probabilities  rows × width, written; may be the logits
 * @param logits         z, rows × width
 */
export function softmaxForward(probabilities: usize, logits: usize, rows: i32, width: i32): void {
  const end = <usize>width << 2;
  const whole = end & ~15;
  for (let r = 0; r < rows; r++, probabilities += end, logits += end) {
    const most = f32x4.splat(load<f32>(logits + (<usize>largest(logits, width) << 2)));
    let at: usize = 0;
    for (; at < whole; at += 16) v128.store(probabilities + at, exp(f32x4.sub(v128.load(logits + at), most)));
    for (; at < end; at += 4) {
      v128.store32_lane(probabilities + at, exp(f32x4.sub(v128.load32_splat(logits + at), most)), 0);
    }
    let sum: f32 = 0;
    for (at = 0; at < end; at += 4) sum += load<f32>(probabilities + at);
    const total = f32x4.splat(sum);
    for (at = 0; at < whole; at += 16) v128.store(probabilities + at, f32x4.div(v128.load(probabilities + at), total));
    for (; at < end; at += 4) store<f32>(probabilities + at, load<f32>(probabilities + at) / sum);
  }
}

/**
 * Adds each row's −Σ t·log p = Σ t·(log Σ exp(z − m) + m − z) to the loss, m = max z, classes and rows ascending.
 *
 * @param loss        float64 [Σ loss, Σ loss²], read and written
 * @param predictions z, rows × width
 * @param targets     t, rows × width, each row a distribution
 * @param rowWeights  rows, or address 0
 */
export function softmaxCrossEntropyForward(
  loss: usize,
  predictions: usize,
  targets: usize,
  rowWeights: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  const end = <usize>width << 2;
  for (let r = 0; r < rows; r++, predictions += end, targets += end) {
    const most = <f64>load<f32>(predictions + (<usize>largest(predictions, width) << 2));
    const sum = <f64>logSum(predictions, width);
    let own: f64 = 0;
    for (let at: usize = 0; at < end; at += 4) {
      const t = <f64>load<f32>(targets + at);
      if (t != 0) own += t * (sum + (most - <f64>load<f32>(predictions + at)));
    }
    addLoss(loss, own * rowWeight(rowWeights, r));
  }
}

/**
 * gradients[r][c] = (p·Σt − t) · scale · weight; what is smaller than 2⁻⁹⁰ before the product counts as 0.
 *
 * @param gradients      ∂cost/∂z, rows × width, written
 * @param probabilities  p, rows × width
 * @param targets        t, rows × width
 * @param rowWeights     rows, or address 0
 * @param scale          one float32: 1/rows of the batch
 */
export function softmaxCrossEntropyBackward(
  gradients: usize,
  predictions: usize,
  probabilities: usize,
  targets: usize,
  rowWeights: usize,
  scale: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  const end = <usize>width << 2;
  for (let r = 0; r < rows; r++, gradients += end, probabilities += end, targets += end) {
    const factor = <f32>(<f64>load<f32>(scale) * rowWeight(rowWeights, r));
    let sum: f32 = 0;
    for (let at: usize = 0; at < end; at += 4) sum += load<f32>(targets + at);
    for (let at: usize = 0; at < end; at += 4) {
      const d = load<f32>(probabilities + at) * sum - load<f32>(targets + at);
      store<f32>(gradients + at, abs(d) < SMALLEST_DIFFERENCE ? 0 : d * factor);
    }
  }
}

/** 2⁻⁹⁰: what a loss sends back must stay normal through the products that follow. */
const SMALLEST_DIFFERENCE: f32 = 8.077935669463161e-28;
