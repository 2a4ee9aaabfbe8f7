// Mean absolute error.
import { MINUS_ONE, ONE } from "../lanes/constants";
import { addElementLosses, ElementLoss, ElementSlope, elementSlopes } from "../lanes/elementLoss";
import { LossBackward, LossForward } from "../operands/loss";

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

/** Adds each row's Σ |y − t| / width to the loss, columns and rows ascending, in float64. */
export function meanAbsoluteErrorForward(o: LossForward): void {
  addElementLosses<AbsoluteError>(o);
}

/** gradients = sign(y − t), which is 0 at 0, · scale · weight; may be in place of the predictions. */
export function meanAbsoluteErrorBackward(o: LossBackward): void {
  elementSlopes<AbsoluteErrorSlope>(o, o.predictions);
}
