// Mean squared error, without ½. Knows no layer.
import { addLoss, rowWeight } from "../lanes/row";

/**
 * Adds each row's Σ (y − t)² / width to the loss, columns and rows ascending, in float64.
 *
 * @param loss         float64 [Σ loss, Σ loss²], read and written
 * @param predictions  y, rows × width
 * @param targets      t, rows × width
 * @param rowWeights   rows, or address 0
 */
export function meanSquaredErrorForward(
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
    let own: f64 = 0;
    for (let at: usize = 0; at < end; at += 4) {
      const d = <f64>load<f32>(predictions + at) - <f64>load<f32>(targets + at);
      own += d * d;
    }
    addLoss(loss, (own / <f64>width) * rowWeight(rowWeights, r));
  }
}

/**
 * gradients = 2(y − t) · scale · weight
 *
 * @param gradients    ∂cost/∂y, rows × width, written
 * @param predictions  y, rows × width
 * @param targets      t, rows × width
 * @param rowWeights   rows, or address 0
 * @param scale        one float32: 1/(rows of the batch × width)
 */
export function meanSquaredErrorBackward(
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
  for (let r = 0; r < rows; r++, gradients += end, predictions += end, targets += end) {
    const factor = <f32>(2 * <f64>load<f32>(scale) * rowWeight(rowWeights, r));
    for (let at: usize = 0; at < end; at += 4) {
      store<f32>(gradients + at, (load<f32>(predictions + at) - load<f32>(targets + at)) * factor);
    }
  }
}
