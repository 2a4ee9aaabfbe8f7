// Hinge loss, for targets ±1. Knows no layer.
import { ONE } from "../lanes/constants";
import { addElementLosses, ElementLoss, ElementSlope, elementSlopes } from "../lanes/elementLoss";

class Hinge extends ElementLoss {
  of(y: f64, t: f64, p: f64): f64 {
    return max<f64>(0, 1 - t * y);
  }
}
class HingeSlope extends ElementSlope {
  of(y: v128, t: v128, p: v128): v128 {
    const margin = f32x4.sub(v128.load(ONE), f32x4.mul(t, y));
    return v128.andnot(f32x4.neg(t), f32x4.le(margin, f32x4.splat(0)));
  }
}

/**
 * Adds each row's Σ max(0, 1 − ty) / width to the loss, columns and rows ascending, in float64.
 *
 * @param loss         float64 [Σ loss, Σ loss²], read and written
 * @param predictions  y, rows × width
 * @param targets      t = ±1, rows × width
 * @param rowWeights   rows, or address 0
 */
export function hingeForward(
  loss: usize,
  predictions: usize,
  targets: usize,
  rowWeights: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  addElementLosses<Hinge>(loss, predictions, targets, rowWeights, parameter, rows, width);
}

/**
 * gradients = −t where ty < 1, else 0, · scale · weight; may be in place of the predictions.
 *
 * @param gradients    ∂cost/∂y, rows × width, written
 * @param predictions  y, rows × width
 * @param targets      t = ±1, rows × width
 * @param rowWeights   rows, or address 0
 * @param scale        one float32: 1/(rows of the batch × width)
 */
export function hingeBackward(
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
  elementSlopes<HingeSlope>(gradients, predictions, targets, rowWeights, scale, parameter, rows, width);
}
