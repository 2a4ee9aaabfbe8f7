// Mean absolute error. Knows no layer.
import { MINUS_ONE, ONE } from "../lanes/constants";
import { addElementLosses, ElementLoss, ElementSlope, elementSlopes } from "../lanes/elementLoss";

class AbsoluteError extends ElementLoss {
  of(y: f64, t: f64, p: f64): f64 {
    return abs(y - t);
  }
}
class AbsoluteErrorSlope extends ElementSlope {
  of(y: v128, t: v128, p: v128): v128 {
    const d = f32x4.sub(y, t);
    const zero = f32x4.splat(0);
    return v128.bitselect(
      v128.load(ONE),
      v128.bitselect(v128.load(MINUS_ONE), d, f32x4.lt(d, zero)),
      f32x4.gt(d, zero),
    );
  }
}

/**
 * Adds each row's Σ |y − t| / width to the loss, columns and rows ascending, in float64.
 *
 * @param loss         float64 [Σ loss, Σ loss²], read and written
 * @param predictions  y, rows × width
 * @param targets      t, rows × width
 * @param rowWeights   rows, or address 0
 */
export function meanAbsoluteErrorForward(
  loss: usize,
  predictions: usize,
  targets: usize,
  rowWeights: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  addElementLosses<AbsoluteError>(loss, predictions, targets, rowWeights, parameter, rows, width);
}

/**
 * gradients = sign(y − t), which is 0 at 0, · scale · weight; may be in place of the predictions.
 *
 * @param gradients    ∂cost/∂y, rows × width, written
 * @param predictions  y, rows × width
 * @param targets      t, rows × width
 * @param rowWeights   rows, or address 0
 * @param scale        one float32: 1/(rows of the batch × width)
 */
export function meanAbsoluteErrorBackward(
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
  elementSlopes<AbsoluteErrorSlope>(gradients, predictions, targets, rowWeights, scale, parameter, rows, width);
}
