// Leaky ReLU.
import { BinaryWith, map2With, mapWith, UnaryWith } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { ActivationBackward, ActivationForward } from "../operands/activation";

class LeakyRelu extends UnaryWith {
  of(t: v128, p: v128): v128 {
    return v128.bitselect(t, Normal.product(t, p), f32x4.gt(t, f32x4.splat(0)));
  }
}
class LeakyReluSlope extends BinaryWith {
  of(dy: v128, y: v128, p: v128): v128 {
    return v128.bitselect(Normal.product(dy, p), dy, f32x4.le(y, f32x4.splat(0)));
  }
}

/**
 * outputs = t where t > 0, else slope · t, t the inputs; outputs may be inputs.
 *
 * @param o.parameter  one float32: the slope ≥ 0, so that outputs have the sign of their inputs
 */
export function leakyReluForward(o: ActivationForward): void {
  mapWith<LeakyRelu>(o.outputs, o.inputs, v128.load32_splat(o.parameter), o.count);
}

/** inputGradients = outputGradients, times the slope where outputs ≤ 0 (at 0 the derivative from the left); may be in place. */
export function leakyReluBackward(o: ActivationBackward): void {
  map2With<LeakyReluSlope>(o.inputGradients, o.outputGradients, o.outputs, v128.load32_splat(o.parameter), o.count);
}
