// Hyperbolic tangent.
import { ONE, TWO } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { Binary, map2, mapPairs, Unary } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { HyperbolicTangent, tanh } from "../lanes/tanh";
import { ActivationBackward, ActivationForward, ActivationTangent } from "../operands/activation";

class Tanh extends Unary {
  @inline of(t: v128): v128 {
    return HyperbolicTangent.of(t);
  }
}
class TanhCalled extends Unary {
  of(t: v128): v128 {
    return tanh(t);
  }
}
class TanhSlope extends Binary {
  @inline of(dy: v128, y: v128): v128 {
    const one = v128.load(ONE);
    return Normal.product(dy, f32x4.mul(f32x4.sub(one, y), f32x4.add(one, y)));
  }
}
class TanhCurve extends Curve {
  of(y: v128, p: v128): v128 {
    const one = v128.load(ONE);
    const slope = f32x4.mul(f32x4.sub(one, y), f32x4.add(one, y));
    return f32x4.neg(f32x4.mul(f32x4.mul(v128.load(TWO), y), slope));
  }
}

/** outputs = tanh(inputs); outputs may be inputs. */
export function tanhForward(o: ActivationForward): void {
  mapPairs<Tanh, TanhCalled>(o.outputs, o.inputs, o.count);
}

/** inputGradients = outputGradients · (1 − y)(1 + y), y the outputs; may be in place. */
export function tanhBackward(o: ActivationBackward): void {
  map2<TanhSlope>(o.inputGradients, o.outputGradients, o.outputs, o.count);
}

/** gradientTangents += outputGradients · inputTangents · −2y(1 − y²), y the outputs. */
export function tanhTangent(o: ActivationTangent): void {
  addCurve<TanhCurve>(o, o.outputs);
}
