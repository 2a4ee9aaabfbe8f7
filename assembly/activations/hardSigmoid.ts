// Hard sigmoid: a straight line from −3 to 3.
import { BELOW_ONE, HALF, ONE, SIXTH, THREE } from "../lanes/constants";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { ActivationBackward, ActivationForward } from "../operands/activation";

class HardSigmoid extends Unary {
  of(t: v128): v128 {
    const line = f32x4.add(f32x4.mul(t, v128.load(SIXTH)), v128.load(HALF));
    // Just below 3 the line rounds to 1: it is held under it, so that the output alone tells where the slope is 0.
    const inside = f32x4.pmax(f32x4.pmin(line, v128.load(BELOW_ONE)), f32x4.splat(0));
    return v128.bitselect(v128.load(ONE), inside, f32x4.ge(t, v128.load(THREE)));
  }
}
class HardSigmoidSlope extends Binary {
  of(dy: v128, y: v128): v128 {
    const flat = v128.or(f32x4.le(y, f32x4.splat(0)), f32x4.ge(y, v128.load(ONE)));
    return Normal.product(v128.andnot(dy, flat), v128.load(SIXTH));
  }
}

/** outputs = clamp(t/6 + ½, 0, 1), t the inputs; outputs may be inputs. */
export function hardSigmoidForward(o: ActivationForward): void {
  map<HardSigmoid>(o.outputs, o.inputs, o.count);
}

/** inputGradients = outputGradients / 6 where 0 < y < 1, elsewhere 0 (so at ±3), y the outputs; may be in place. */
export function hardSigmoidBackward(o: ActivationBackward): void {
  map2<HardSigmoidSlope>(o.inputGradients, o.outputGradients, o.outputs, o.count);
}
