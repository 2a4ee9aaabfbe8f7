// Squared hinge loss, for targets ±1. Knows no layer.

import { ONE } from "../lanes/constants";
import { ElementCurve, elementCurves } from "../lanes/elementCurve";
import { addElementLosses, ElementLoss, ElementSlope, elementSlopes } from "../lanes/elementLoss";

class SquaredHinge extends ElementLoss {
  of(y: f64, t: f64, p: f64): f64 {
    const margin = max<f64>(0, 1 - t * y);
    return margin * margin;
  }
}
class SquaredHingeSlope extends ElementSlope {
  of(y: v128, t: v128, p: v128): v128 {
    const margin = f32x4.pmax(f32x4.sub(v128.load(ONE), f32x4.mul(t, y)), f32x4.splat(0));
    return f32x4.neg(f32x4.mul(t, f32x4.add(margin, margin)));
  }
}
class SquaredHingeCurve extends ElementCurve {
  of(y: f32, t: f32, p: f32): f32 {
    return t * y < 1 ? 2 * t * t : 0;
  }
}

/**
 * Adds each row's Σ max(0, 1 − ty)² / width to the loss, columns and rows ascending, in float64.
 *
 * @param loss         float64 [Σ loss, Σ loss²], read and written
 * @param predictions  y, rows × width
 * @param targets      t = ±1, rows × width
 * @param rowWeights   rows, or address 0
 */
export function squaredHingeForward(
  loss: usize,
  predictions: usize,
  targets: usize,
  rowWeights: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  addElementLosses<SquaredHinge>(loss, predictions, targets, rowWeights, parameter, rows, width);
}

/**
 * gradients = −2t·max(0, 1 − ty) · scale · weight; may be in place of the predictions.
 *
 * @param gradients    ∂cost/∂y, rows × width, written
 * @param predictions  y, rows × width
 * @param targets      t = ±1, rows × width
 * @param rowWeights   rows, or address 0
 * @param scale        one float32: 1/(rows of the batch × width)
 */
export function squaredHingeBackward(
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
  elementSlopes<SquaredHingeSlope>(gradients, predictions, targets, rowWeights, scale, parameter, rows, width);
}

/** gradientTangents = (2t² where ty < 1, else 0) · predictionTangents · scale · weight; operands as in the backward kernel, tangents rows × width. */
export function squaredHingeTangent(
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
  elementCurves<SquaredHingeCurve>(
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
