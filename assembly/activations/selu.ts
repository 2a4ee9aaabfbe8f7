// Scaled exponential linear unit.
import { SELU_ALPHA, SELU_SCALE } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { exp } from "../lanes/exp";
import { expm1 } from "../lanes/expm1";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { ActivationBackward, ActivationForward, ActivationTangent } from "../operands/activation";

class Selu extends Unary {
  of(t: v128): v128 {
    const below = Normal.product(expm1(t), v128.load(SELU_ALPHA));
    return v128.bitselect(f32x4.mul(t, v128.load(SELU_SCALE)), below, f32x4.gt(t, f32x4.splat(0)));
  }
}
class SeluSlope extends Binary {
  of(dy: v128, t: v128): v128 {
    const below = Normal.product(exp(t), v128.load(SELU_ALPHA));
    return Normal.product(dy, v128.bitselect(below, v128.load(SELU_SCALE), f32x4.le(t, f32x4.splat(0))));
  }
}
class SeluCurve extends Curve {
  of(t: v128, p: v128): v128 {
    return v128.and(Normal.product(exp(t), v128.load(SELU_ALPHA)), f32x4.le(t, f32x4.splat(0)));
  }
}

/** outputs = λt where t > 0, else λα(eᵗ − 1), t the inputs; outputs may be inputs. Klambauer et al. 2017, equation 2. */
export function seluForward(o: ActivationForward): void {
  map<Selu>(o.outputs, o.inputs, o.count);
}

/**
 * inputGradients = outputGradients · λ, or · λαeᵗ where the inputs t ≤ 0 (at 0 the derivative from the left); may be in place. From the
 * inputs, since the outputs' y + λα has lost what is small beside λα.
 */
export function seluBackward(o: ActivationBackward): void {
  map2<SeluSlope>(o.inputGradients, o.outputGradients, o.inputs, o.count);
}

/** gradientTangents += outputGradients · inputTangents · (λαeᵗ where the inputs t ≤ 0, else 0). */
export function seluTangent(o: ActivationTangent): void {
  addCurve<SeluCurve>(o, o.inputs);
}
