// Softsign.
import { ABSOLUTE, LARGEST, ONE, SIGN, TWO } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { ActivationBackward, ActivationForward, ActivationTangent } from "../operands/activation";

class Softsign extends Unary {
  of(t: v128): v128 {
    const size = f32x4.pmin(v128.and(t, v128.load(ABSOLUTE)), v128.load(LARGEST)); // ∞/∞ would be NaN
    return v128.or(f32x4.div(size, f32x4.add(size, v128.load(ONE))), v128.and(t, v128.load(SIGN)));
  }
}
class SoftsignSlope extends Binary {
  of(dy: v128, y: v128): v128 {
    const rest = f32x4.sub(v128.load(ONE), v128.and(y, v128.load(ABSOLUTE)));
    return Normal.product(dy, f32x4.mul(rest, rest));
  }
}
class SoftsignCurve extends Curve {
  of(y: v128, p: v128): v128 {
    const rest = f32x4.sub(v128.load(ONE), v128.and(y, v128.load(ABSOLUTE)));
    const bend = f32x4.mul(v128.load(TWO), f32x4.mul(rest, f32x4.mul(rest, rest)));
    return v128.xor(bend, v128.and(v128.load(SIGN), f32x4.gt(y, f32x4.splat(0))));
  }
}

/** outputs = t / (1 + |t|), t the inputs; outputs may be inputs. */
export function softsignForward(o: ActivationForward): void {
  map<Softsign>(o.outputs, o.inputs, o.count);
}

/** inputGradients = outputGradients / (1 + |t|)² = outputGradients · (1 − |y|)², y the outputs; may be in place. */
export function softsignBackward(o: ActivationBackward): void {
  map2<SoftsignSlope>(o.inputGradients, o.outputGradients, o.outputs, o.count);
}

/** gradientTangents += outputGradients · inputTangents · ∓2(1 − |y|)³ for y ≷ 0, y the outputs. */
export function softsignTangent(o: ActivationTangent): void {
  addCurve<SoftsignCurve>(o, o.outputs);
}
