// Huber's loss: squared inside δ, straight outside.
import { ElementCurve, elementCurves } from "../lanes/elementCurve";
import { addElementLosses, ElementLoss, ElementSlope, elementSlopes } from "../lanes/elementLoss";
import { LossBackward, LossForward, LossTangent } from "../operands/loss";

class Huber extends ElementLoss {
  of(y: f64, t: f64, p: f64): f64 {
    const d = abs(y - t);
    return d <= p ? 0.5 * d * d : p * (d - 0.5 * p);
  }
}
class HuberSlope extends ElementSlope {
  of(y: v128, t: v128, p: v128): v128 {
    const d = f32x4.sub(y, t);
    return f32x4.pmax(f32x4.pmin(d, p), f32x4.neg(p)); // in this order NaN stays
  }
}
class HuberCurve extends ElementCurve {
  of(y: f32, t: f32, p: f32): f32 {
    return abs(y - t) <= p ? 1 : 0;
  }
}

/**
 * Adds each row's Σ h(y − t), h(d) = ½d² where |d| ≤ δ, else δ(|d| − δ/2), / width to the loss, columns and rows ascending,
 * in float64. Huber 1964.
 *
 * @param o.parameter  one float32: δ > 0
 */
export function huberForward(o: LossForward): void {
  addElementLosses<Huber>(o);
}

/** gradients = clamp(y − t, −δ, δ) · scale · weight; may be in place of the predictions. */
export function huberBackward(o: LossBackward): void {
  elementSlopes<HuberSlope>(o, o.predictions);
}

/** gradientTangents = (1 where |y − t| ≤ δ, else 0) · predictionTangents · scale · weight. */
export function huberTangent(o: LossTangent): void {
  elementCurves<HuberCurve>(o, o.predictions);
}
