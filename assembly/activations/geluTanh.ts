// GELU in its older form with tanh.
import {
  GELU_CUBIC,
  GELU_LINEAR,
  GELU_LOWEST,
  GELU_SATURATED,
  GELU_THREE_CUBIC,
  ONE,
  SIGN,
  TWO,
} from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { sigmoid } from "../lanes/sigmoid";
import { ActivationBackward, ActivationForward, ActivationTangent } from "../operands/activation";

class GeluTanh extends Unary {
  of(t: v128): v128 {
    const x = f32x4.pmax(t, v128.load(GELU_LOWEST)); // −∞ · 0 would be NaN
    const held = f32x4.pmin(x, v128.load(GELU_SATURATED));
    const square = Normal.product(held, held);
    const u = f32x4.mul(held, f32x4.add(f32x4.mul(square, v128.load(GELU_CUBIC)), v128.load(GELU_LINEAR)));
    return Normal.product(x, sigmoid(u));
  }
}
class GeluTanhSlope extends Binary {
  of(dy: v128, t: v128): v128 {
    const x = f32x4.pmax(f32x4.pmin(t, v128.load(GELU_SATURATED)), v128.load(GELU_LOWEST));
    const linear = v128.load(GELU_LINEAR);
    const square = Normal.product(x, x);
    const s = sigmoid(f32x4.mul(x, f32x4.add(f32x4.mul(square, v128.load(GELU_CUBIC)), linear)));
    const rise = f32x4.mul(x, f32x4.add(f32x4.mul(square, v128.load(GELU_THREE_CUBIC)), linear));
    const bell = f32x4.mul(s, f32x4.sub(v128.load(ONE), s));
    return Normal.product(dy, f32x4.add(s, Normal.product(bell, rise)));
  }
}
class GeluTanhCurve extends Curve {
  of(t: v128, p: v128): v128 {
    // f″ is even: on the left 1 − σ loses nothing
    const x = f32x4.pmax(v128.or(t, v128.load(SIGN)), v128.load(GELU_LOWEST));
    const one = v128.load(ONE);
    const two = v128.load(TWO);
    const linear = v128.load(GELU_LINEAR);
    const cubic = v128.load(GELU_THREE_CUBIC);
    const square = f32x4.mul(x, x);
    const s = sigmoid(f32x4.mul(x, f32x4.add(f32x4.mul(square, v128.load(GELU_CUBIC)), linear)));
    const rise = f32x4.add(f32x4.mul(square, cubic), linear);
    const bend = f32x4.mul(f32x4.mul(x, cubic), two);
    const bell = f32x4.mul(s, f32x4.sub(one, s));
    const tilt = f32x4.mul(f32x4.sub(one, f32x4.mul(two, s)), f32x4.mul(rise, rise));
    return f32x4.mul(bell, f32x4.add(f32x4.mul(two, rise), f32x4.mul(x, f32x4.add(tilt, bend))));
  }
}

/** outputs = ½x(1 + tanh u) = x·σ(2u), u = √(2/π)(x + 0.044715x³), x the inputs; outputs may be inputs. Hendrycks & Gimpel 2016. */
export function geluTanhForward(o: ActivationForward): void {
  map<GeluTanh>(o.outputs, o.inputs, o.count);
}

/** inputGradients = outputGradients · (s + x·s(1 − s)·2u′), s = σ(2u), 2u′ = 2√(2/π)(1 + 0.134145x²), x the inputs; may be in place. */
export function geluTanhBackward(o: ActivationBackward): void {
  map2<GeluTanhSlope>(o.inputGradients, o.outputGradients, o.inputs, o.count);
}

/** gradientTangents += outputGradients · inputTangents · b(2w′ + x((1 − 2s)w′² + w″)), b = s(1 − s), s = σ(w), w = 2√(2/π)(x + 0.044715x³), x the inputs. */
export function geluTanhTangent(o: ActivationTangent): void {
  addCurve<GeluTanhCurve>(o, o.inputs);
}
