// Softplus.
import { ABSOLUTE, ONE } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { exp } from "../lanes/exp";
import { expm1 } from "../lanes/expm1";
import { log1p } from "../lanes/log1p";
import { BinaryWith, map2With, mapWith, UnaryWith } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { ActivationBackward, ActivationForward, ActivationTangent } from "../operands/activation";

class Softplus extends UnaryWith {
  of(t: v128, p: v128): v128 {
    const small = log1p(exp(f32x4.neg(v128.and(f32x4.mul(t, p), v128.load(ABSOLUTE)))));
    return f32x4.add(f32x4.pmax(t, f32x4.splat(0)), Normal.product(small, f32x4.div(v128.load(ONE), p)));
  }
}
class SoftplusSlope extends BinaryWith {
  of(dy: v128, y: v128, p: v128): v128 {
    return Normal.product(dy, f32x4.neg(expm1(f32x4.neg(f32x4.mul(y, p)))));
  }
}
class SoftplusCurve extends Curve {
  of(y: v128, p: v128): v128 {
    const below = f32x4.neg(f32x4.mul(y, p));
    // 1 − s from exp and s from expm1: each as a difference from 1 loses the digits of the other's small end
    return f32x4.mul(p, f32x4.mul(exp(below), f32x4.neg(expm1(below))));
  }
}

/**
 * outputs = ln(1 + e^(βt)) / β = max(t, 0) + ln(1 + e^(−|βt|)) / β, t the inputs; outputs may be inputs.
 *
 * @param o.parameter  one float32: β > 0
 */
export function softplusForward(o: ActivationForward): void {
  mapWith<Softplus>(o.outputs, o.inputs, v128.load32_splat(o.parameter), o.count);
}

/** inputGradients = outputGradients · σ(βt) = outputGradients · (1 − e^(−βy)), y the outputs; may be in place. */
export function softplusBackward(o: ActivationBackward): void {
  map2With<SoftplusSlope>(o.inputGradients, o.outputGradients, o.outputs, v128.load32_splat(o.parameter), o.count);
}

/** gradientTangents += outputGradients · inputTangents · βs(1 − s), s = 1 − e^(−βy), y the outputs. */
export function softplusTangent(o: ActivationTangent): void {
  addCurve<SoftplusCurve>(o, o.outputs);
}
