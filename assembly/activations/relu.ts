// ReLU: max(0, t), a NaN stays one.
import { Binary, map, map2, Unary } from "../lanes/map";
import { ActivationBackward, ActivationForward } from "../operands/activation";

class Relu extends Unary {
  of(t: v128): v128 {
    return v128.andnot(t, f32x4.le(t, f32x4.splat(0)));
  }
}
class ReluSlope extends Binary {
  of(dy: v128, y: v128): v128 {
    return v128.andnot(dy, f32x4.le(y, f32x4.splat(0)));
  }
}

/** outputs = max(0, inputs); outputs may be inputs. */
export function reluForward(o: ActivationForward): void {
  map<Relu>(o.outputs, o.inputs, o.count);
}

/** inputGradients = outputGradients where outputs > 0, elsewhere 0 (at 0 the derivative from the left); may be in place. */
export function reluBackward(o: ActivationBackward): void {
  map2<ReluSlope>(o.inputGradients, o.outputGradients, o.outputs, o.count);
}
