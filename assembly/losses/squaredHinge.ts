// Squared hinge loss, for targets ±1.

import { ONE } from "../lanes/constants";
import { ElementCurve, elementCurves } from "../lanes/elementCurve";
import { addElementLosses, ElementLoss, ElementSlope, elementSlopes } from "../lanes/elementLoss";
import { LossBackward, LossForward, LossTangent } from "../operands/loss";

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

/** Adds each row's Σ max(0, 1 − ty)² / width to the loss, columns and rows ascending, in float64. */
export function squaredHingeForward(o: LossForward): void {
  addElementLosses<SquaredHinge>(o);
}

/** gradients = −2t·max(0, 1 − ty) · scale · weight; may be in place of the predictions. */
export function squaredHingeBackward(o: LossBackward): void {
  elementSlopes<SquaredHingeSlope>(o, o.predictions);
}

/** gradientTangents = (2t² where ty < 1, else 0) · predictionTangents · scale · weight. */
export function squaredHingeTangent(o: LossTangent): void {
  elementCurves<SquaredHingeCurve>(o, o.predictions);
}
