// Gaussian error linear unit, x·Φ(x).
import { GAUSSIAN_PEAK, GELU_LOWEST, GELU_SATURATED, HALF, TWO } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { exp } from "../lanes/exp";
import { gaussianCdf } from "../lanes/gaussianCdf";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { ActivationBackward, ActivationForward, ActivationTangent } from "../operands/activation";

class Gelu extends Unary {
  of(t: v128): v128 {
    const x = f32x4.pmax(t, v128.load(GELU_LOWEST)); // −∞ · 0 would be NaN
    return Normal.product(x, gaussianCdf(x));
  }
}
class GeluSlope extends Binary {
  of(dy: v128, t: v128): v128 {
    const x = f32x4.pmax(f32x4.pmin(t, v128.load(GELU_SATURATED)), v128.load(GELU_LOWEST));
    const half = f32x4.neg(f32x4.mul(Normal.product(x, x), v128.load(HALF)));
    const bell = f32x4.mul(exp(half), v128.load(GAUSSIAN_PEAK));
    return Normal.product(dy, f32x4.add(gaussianCdf(x), Normal.product(x, bell)));
  }
}
class GeluCurve extends Curve {
  of(t: v128, p: v128): v128 {
    const x = f32x4.pmax(f32x4.pmin(t, v128.load(GELU_SATURATED)), v128.load(GELU_LOWEST));
    const square = f32x4.mul(x, x);
    const bell = f32x4.mul(exp(f32x4.neg(f32x4.mul(square, v128.load(HALF)))), v128.load(GAUSSIAN_PEAK));
    return f32x4.mul(bell, f32x4.sub(v128.load(TWO), square));
  }
}

/** outputs = x·Φ(x), x the inputs; outputs may be inputs. Hendrycks & Gimpel 2016. */
export function geluForward(o: ActivationForward): void {
  map<Gelu>(o.outputs, o.inputs, o.count);
}

/** inputGradients = outputGradients · (Φ(x) + x·e^(−x²/2)/√(2π)), x the inputs; may be in place. */
export function geluBackward(o: ActivationBackward): void {
  map2<GeluSlope>(o.inputGradients, o.outputGradients, o.inputs, o.count);
}

/** gradientTangents += outputGradients · inputTangents · φ(x)(2 − x²), x the inputs. */
export function geluTangent(o: ActivationTangent): void {
  addCurve<GeluCurve>(o, o.inputs);
}
