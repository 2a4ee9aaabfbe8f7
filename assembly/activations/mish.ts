// Mish.
import { FOUR, MISH_SATURATED, ONE, SILU_LOWEST, TWO } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { exp } from "../lanes/exp";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { ActivationBackward, ActivationForward, ActivationTangent } from "../operands/activation";

class Mish extends Unary {
  of(t: v128): v128 {
    const x = f32x4.pmax(t, v128.load(SILU_LOWEST)); // −∞ · 0 would be NaN
    const two = v128.load(TWO);
    const e = exp(f32x4.pmin(x, v128.load(MISH_SATURATED)));
    const n = f32x4.mul(e, f32x4.add(e, two));
    return Normal.product(x, f32x4.div(n, f32x4.add(n, two)));
  }
}
class MishSlope extends Binary {
  of(dy: v128, t: v128): v128 {
    const x = f32x4.pmax(f32x4.pmin(t, v128.load(MISH_SATURATED)), v128.load(SILU_LOWEST));
    const two = v128.load(TWO);
    const e = exp(x);
    const n = f32x4.mul(e, f32x4.add(e, two));
    const m = f32x4.add(n, two);
    const rise = f32x4.div(f32x4.mul(f32x4.mul(e, v128.load(FOUR)), f32x4.add(e, v128.load(ONE))), m);
    return Normal.product(dy, f32x4.div(f32x4.add(n, Normal.product(x, rise)), m));
  }
}
class MishCurve extends Curve {
  of(t: v128, p: v128): v128 {
    const x = f32x4.pmax(f32x4.pmin(t, v128.load(MISH_SATURATED)), v128.load(SILU_LOWEST));
    const one = v128.load(ONE);
    const two = v128.load(TWO);
    const e = exp(x);
    const s = f32x4.div(e, f32x4.add(e, one));
    const n = f32x4.mul(e, f32x4.add(e, two));
    const m = f32x4.add(n, two);
    const d = f32x4.div(f32x4.mul(v128.load(FOUR), f32x4.add(n, one)), f32x4.mul(m, m)); // 1 − (n/m)², m = n + 2
    const tilt = f32x4.mul(s, f32x4.sub(f32x4.sub(one, s), f32x4.mul(two, f32x4.mul(f32x4.div(n, m), s))));
    return f32x4.mul(d, f32x4.add(f32x4.mul(two, s), f32x4.mul(x, tilt)));
  }
}

/** outputs = x·tanh(ln(1 + eˣ)) = x·n/(n + 2), n = e(e + 2), e = eˣ, x the inputs; outputs may be inputs. Misra 2020. */
export function mishForward(o: ActivationForward): void {
  map<Mish>(o.outputs, o.inputs, o.count);
}

/** inputGradients = outputGradients · (n + x·4e(1 + e)/(n + 2))/(n + 2), x the inputs; may be in place. */
export function mishBackward(o: ActivationBackward): void {
  map2<MishSlope>(o.inputGradients, o.outputGradients, o.inputs, o.count);
}

/** gradientTangents += outputGradients · inputTangents · d(2s + x(s(1 − s) − 2ts²)), t = tanh(ln(1 + eˣ)), d = 1 − t², s = σ(x), x the inputs. */
export function mishTangent(o: ActivationTangent): void {
  addCurve<MishCurve>(o, o.inputs);
}
