// Mean squared error, without ½.
import { ElementCurve, elementCurves } from "../lanes/elementCurve";
import { addElementLosses, ElementLoss, ElementSlope, elementSlopes } from "../lanes/elementLoss";
import { LossBackward, LossForward, LossTangent } from "../operands/loss";

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

/** Adds each row's Σ (y − t)² / width to the loss, columns and rows ascending, in float64. */
export function meanSquaredErrorForward(o: LossForward): void {
  addElementLosses<SquaredError>(o);
}

/** gradients = 2(y − t) · scale · weight; may be in place of the predictions. */
export function meanSquaredErrorBackward(o: LossBackward): void {
  elementSlopes<SquaredErrorSlope>(o, o.predictions);
}

/** gradientTangents = 2 · predictionTangents · scale · weight. */
export function meanSquaredErrorTangent(o: LossTangent): void {
  elementCurves<MeanSquaredErrorCurve>(o, o.predictions);
}
