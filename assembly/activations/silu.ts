// SiLU, also called swish: x·σ(x).
import { EXP_OVERFLOW, ONE, SIGN, SILU_LOWEST, TWO } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { sigmoid } from "../lanes/sigmoid";
import { ActivationBackward, ActivationForward, ActivationTangent } from "../operands/activation";

class Silu extends Unary {
  of(t: v128): v128 {
    const x = f32x4.pmax(t, v128.load(SILU_LOWEST)); // −∞ · 0 would be NaN
    return Normal.product(x, sigmoid(x));
  }
}
class SiluSlope extends Binary {
  of(dy: v128, t: v128): v128 {
    const one = v128.load(ONE);
    const x = f32x4.pmax(f32x4.pmin(t, v128.load(EXP_OVERFLOW)), v128.load(SILU_LOWEST));
    const s = sigmoid(x);
    return Normal.product(dy, Normal.product(s, f32x4.add(f32x4.mul(x, f32x4.sub(one, s)), one)));
  }
}
class SiluCurve extends Curve {
  of(t: v128, p: v128): v128 {
    const one = v128.load(ONE);
    const two = v128.load(TWO);
    const x = f32x4.pmax(v128.or(t, v128.load(SIGN)), v128.load(SILU_LOWEST)); // f″ is even, and on the left 1 − s loses no digit
    const s = sigmoid(x);
    const tilt = f32x4.mul(x, f32x4.sub(one, f32x4.mul(two, s)));
    return f32x4.mul(f32x4.mul(s, f32x4.sub(one, s)), f32x4.add(two, tilt));
  }
}

/** outputs = x·σ(x), x the inputs; outputs may be inputs. Elfwing, Uchibe & Doya 2018, equation 5. */
export function siluForward(o: ActivationForward): void {
  map<Silu>(o.outputs, o.inputs, o.count);
}

/** inputGradients = outputGradients · s(1 + x(1 − s)), s = σ(x), x the inputs; may be in place. */
export function siluBackward(o: ActivationBackward): void {
  map2<SiluSlope>(o.inputGradients, o.outputGradients, o.inputs, o.count);
}

/** gradientTangents += outputGradients · inputTangents · s(1 − s)(2 + x(1 − 2s)), s = σ(x), x the inputs. */
export function siluTangent(o: ActivationTangent): void {
  addCurve<SiluCurve>(o, o.inputs);
}
