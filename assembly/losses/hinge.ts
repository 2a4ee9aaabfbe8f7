// Hinge loss, for targets ±1.
import { ONE } from "../lanes/constants";
import { addElementLosses, ElementLoss, ElementSlope, elementSlopes } from "../lanes/elementLoss";
import { LossBackward, LossForward } from "../operands/loss";

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

/** Adds each row's Σ max(0, 1 − ty) / width to the loss, columns and rows ascending, in float64. */
export function hingeForward(o: LossForward): void {
  addElementLosses<Hinge>(o);
}

/** gradients = −t where ty < 1, else 0, · scale · weight; may be in place of the predictions. */
export function hingeBackward(o: LossBackward): void {
  elementSlopes<HingeSlope>(o, o.predictions);
}
