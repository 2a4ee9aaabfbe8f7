// Mean squared error, without ½. Knows no layer.
import { ElementCurve, elementCurves } from "../lanes/elementCurve";
import { addElementLosses, ElementLoss, ElementSlope, elementSlopes } from "../lanes/elementLoss";

class SquaredError extends ElementLoss {
  of(y: f64, t: f64, p: f64): f64 {
    const d = y - t;
    return d * d;
  }
}
class SquaredErrorSlope extends ElementSlope {
  of(y: v128, t: v128, p: v128): v128 {
    const d = f32x4.sub(y, t);
    return f32x4.add(d, d);
  }
}
class MeanSquaredErrorCurve extends ElementCurve {
  of(y: f32, t: f32, p: f32): f32 {
    return 2;
  }
}

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
  addElementLosses<SquaredError>(loss, predictions, targets, rowWeights, parameter, rows, width);
}

/**
 * gradients = 2(y − t) · scale · weight; may be in place of the predictions.
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
  elementSlopes<SquaredErrorSlope>(gradients, predictions, targets, rowWeights, scale, parameter, rows, width);
}

/** gradientTangents = (2) · predictionTangents · scale · weight; operands as in the backward kernel, tangents rows × width. */
export function meanSquaredErrorTangent(
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
  elementCurves<MeanSquaredErrorCurve>(
    gradientTangents,
    predictionTangents,
    predictions,
    targets,
    rowWeights,
    scale,
    parameter,
    rows,
    width,
  );
}
