// Exponential linear unit.
import { addCurve, Curve } from "../lanes/curve";
import { exp } from "../lanes/exp";
import { expm1 } from "../lanes/expm1";
import { BinaryWith, map2With, mapWith, UnaryWith } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { ActivationBackward, ActivationForward, ActivationTangent } from "../operands/activation";

class Elu extends UnaryWith {
  of(t: v128, p: v128): v128 {
    return v128.bitselect(t, Normal.product(expm1(t), p), f32x4.gt(t, f32x4.splat(0)));
  }
}
class EluSlope extends BinaryWith {
  of(dy: v128, t: v128, p: v128): v128 {
    return v128.bitselect(Normal.product(dy, Normal.product(exp(t), p)), dy, f32x4.le(t, f32x4.splat(0)));
  }
}
class EluCurve extends Curve {
  of(t: v128, p: v128): v128 {
    return v128.and(Normal.product(exp(t), p), f32x4.le(t, f32x4.splat(0)));
  }
}

/**
 * outputs = t where t > 0, else α(eᵗ − 1), t the inputs; outputs may be inputs. Clevert, Unterthiner & Hochreiter 2016, equation 15.
 *
 * @param o.parameter  one float32: α > 0
 */
export function eluForward(o: ActivationForward): void {
  mapWith<Elu>(o.outputs, o.inputs, v128.load32_splat(o.parameter), o.count);
}

/**
 * inputGradients = outputGradients, times αeᵗ where the inputs t ≤ 0 (at 0 the derivative from the left); may be in place. From the inputs,
 * since the outputs' y + α has lost what is small beside α.
 */
export function eluBackward(o: ActivationBackward): void {
  map2With<EluSlope>(o.inputGradients, o.outputGradients, o.inputs, v128.load32_splat(o.parameter), o.count);
}

/** gradientTangents += outputGradients · inputTangents · (αeᵗ where the inputs t ≤ 0, else 0). */
export function eluTangent(o: ActivationTangent): void {
  addCurve<EluCurve>(o, o.inputs);
}
