// The logistic function.
import { ONE } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { sigmoid } from "../lanes/sigmoid";
import { ActivationBackward, ActivationForward, ActivationTangent } from "../operands/activation";

class Sigmoid extends Unary {
  of(t: v128): v128 {
    return sigmoid(t);
  }
}
class SigmoidSlope extends Binary {
  of(dy: v128, y: v128): v128 {
    return Normal.product(dy, f32x4.mul(y, f32x4.sub(v128.load(ONE), y)));
  }
}
class SigmoidCurve extends Curve {
  of(y: v128, p: v128): v128 {
    const one = v128.load(ONE);
    const rest = f32x4.sub(one, y);
    return f32x4.mul(f32x4.mul(y, rest), f32x4.sub(rest, y));
  }
}

/** outputs = 1 / (1 + e^(−inputs)), 0 where that is below 2⁻¹²⁶; outputs may be inputs. */
export function sigmoidForward(o: ActivationForward): void {
  map<Sigmoid>(o.outputs, o.inputs, o.count);
}

/** inputGradients = outputGradients · y(1 − y), y the outputs; may be in place. */
export function sigmoidBackward(o: ActivationBackward): void {
  map2<SigmoidSlope>(o.inputGradients, o.outputGradients, o.outputs, o.count);
}

/** gradientTangents += outputGradients · inputTangents · y(1 − y)(1 − 2y), y the outputs. */
export function sigmoidTangent(o: ActivationTangent): void {
  addCurve<SigmoidCurve>(o, o.outputs);
}
