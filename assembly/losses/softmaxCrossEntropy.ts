// Softmax's cross-entropy with any distribution as target, stable at extreme logits. Knows no layer.
import { SMALLEST_DIFFERENCE } from "../lanes/constants";
import { flush } from "../lanes/flush";
import { log1p } from "../lanes/log1p";
import { largestAt, restSum } from "../lanes/logSum";
import { Normal } from "../lanes/normalProduct";
import { addLoss, rowWeight } from "../lanes/row";
import { loadTail, storeTail } from "../lanes/tail";

/** Of four rows: the largest prediction, and ln Σ e^(z − max z). */
const MOST = memory.data(16, 16);
const SUMS = memory.data(16, 16);

/**
 * Adds each row's −Σ t·ln p = Σ t·(ln Σ e^(z − m) + m − z) to the loss, m = max z, classes and rows ascending, in float64.
 * Label smoothing has happened to the targets already.
 *
 * @param loss         float64 [Σ loss, Σ loss²], read and written
 * @param predictions  z, rows × width
 * @param targets      t, rows × width, each row a distribution
 * @param rowWeights   rows, or address 0
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
  const end = (<usize>width) << 2;
  for (let first = 0; first < rows; first += 4) {
    const some = min(4, rows - first);
    for (let i = 0, z = predictions; i < some; i++, z += end) {
      const top = largestAt(z, width);
      const at = (<usize>i) << 2;
      store<f32>(MOST + at, load<f32>(z + ((<usize>top) << 2)));
      store<f32>(SUMS + at, restSum(z, width, top));
    }
    v128.store(SUMS, log1p(v128.load(SUMS))); // as logSum, of four rows at once
    for (let i = 0; i < some; i++, predictions += end, targets += end) {
      const most = <f64>load<f32>(MOST + ((<usize>i) << 2));
      const sum = <f64>load<f32>(SUMS + ((<usize>i) << 2));
      let own: f64 = 0;
      for (let at: usize = 0; at < end; at += 4) {
        const t = <f64>load<f32>(targets + at);
        if (t !== 0) own += t * (sum + (most - <f64>load<f32>(predictions + at)));
      }
      addLoss(loss, own * rowWeight(rowWeights, first + i));
    }
  }
}

class Difference {
  /** (p·Σt − t) · factor; what is below 2⁻⁹⁰ before the factor counts as 0 */
  @inline static of(p: v128, t: v128, sum: v128, factor: v128): v128 {
    const d = f32x4.sub(Normal.product(p, sum), t);
    return f32x4.mul(flush(d, v128.load(SMALLEST_DIFFERENCE)), factor);
  }
}

/**
 * gradients[r][c] = (p·Σt − t) · scale · weight, Σt ascending; what is below 2⁻⁹⁰ before the scale counts as 0. May be in place of the probabilities.
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
  const end = (<usize>width) << 2;
  const whole = end & ~15;
  const left = width & 3;
  for (let r = 0; r < rows; r++, gradients += end, probabilities += end, targets += end) {
    const factor = f32x4.splat(<f32>(<f64>load<f32>(scale) * rowWeight(rowWeights, r)));
    let total: f32 = 0;
    let at: usize = 0;
    for (; at < end; at += 4) total += load<f32>(targets + at);
    const sum = f32x4.splat(total);
    for (at = 0; at < whole; at += 16) {
      const d = Difference.of(v128.load(probabilities + at), v128.load(targets + at), sum, factor);
      v128.store(gradients + at, d);
    }
    if (left) {
      const p = loadTail(probabilities + whole, left);
      storeTail(gradients + whole, Difference.of(p, loadTail(targets + whole, left), sum, factor), left);
    }
  }
}

/**
 * gradientTangents[r][c] = p·(ż − Σ pż)·Σt · scale · weight, sums ascending; operands as in the backward kernel.
 *
 * @param gradientTangents    rows × width, written
 * @param predictionTangents  ż, rows × width
 */
export function softmaxCrossEntropyTangent(
  gradientTangents: usize,
  predictionTangents: usize,
  predictions: usize,
  probabilities: usize,
  targets: usize,
  rowWeights: usize,
  scale: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  const end = (<usize>width) << 2;
  for (let r = 0; r < rows; r++) {
    const factor = <f32>(<f64>load<f32>(scale) * rowWeight(rowWeights, r));
    let total: f32 = 0;
    let mean: f32 = 0;
    for (let at: usize = 0; at < end; at += 4) {
      total += load<f32>(targets + at);
      mean += load<f32>(probabilities + at) * load<f32>(predictionTangents + at);
    }
    for (let at: usize = 0; at < end; at += 4) {
      const bend = load<f32>(probabilities + at) * (load<f32>(predictionTangents + at) - mean);
      store<f32>(gradientTangents + at, bend * total * factor);
    }
    gradientTangents += end;
    predictionTangents += end;
    probabilities += end;
    targets += end;
  }
}
