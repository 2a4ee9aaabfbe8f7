// SiLU, also called swish: x·σ(x). Knows no layer.
import { EXP_OVERFLOW, ONE, SILU_LOWEST, TWO } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normalProduct";
import { sigmoid } from "../lanes/sigmoid";

class Silu extends Unary {
  of(t: v128): v128 {
    const x = f32x4.pmax(t, v128.load(SILU_LOWEST)); // −∞ · 0 would be NaN
    return Normal.product(x, sigmoid(x));
  }
}
class SiluSlope extends Binary {
  of(dy: v128, t: v128): v128 {
    const one = v128.load(ONE);
    const x = f32x4.pmax(f32x4.pmin(t, v128.load(EXP_OVERFLOW)), v128.load(SILU_LOWEST));
    const s = sigmoid(x);
    return Normal.product(dy, Normal.product(s, f32x4.add(f32x4.mul(x, f32x4.sub(one, s)), one)));
  }
}
class SiluCurve extends Curve {
  of(t: v128, p: v128): v128 {
    const one = v128.load(ONE);
    const two = v128.load(TWO);
    const x = f32x4.pmax(f32x4.pmin(t, v128.load(EXP_OVERFLOW)), v128.load(SILU_LOWEST));
    const s = sigmoid(x);
    const tilt = f32x4.mul(x, f32x4.sub(one, f32x4.mul(two, s)));
    return f32x4.mul(f32x4.mul(s, f32x4.sub(one, s)), f32x4.add(two, tilt));
  }
}

/** outputs = x·σ(x), x the inputs; outputs may be inputs. Elfwing, Uchibe & Doya 2018, equation 5. */
export function siluForward(outputs: usize, inputs: usize, parameter: usize, count: i32): void {
  map<Silu>(outputs, inputs, count);
}

/** inputGradients = outputGradients · s(1 + x(1 − s)), s = σ(x), x the inputs; may be in place. */
export function siluBackward(
  inputGradients: usize,
  outputGradients: usize,
  inputs: usize,
  outputs: usize,
  parameter: usize,
  count: i32,
): void {
  map2<SiluSlope>(inputGradients, outputGradients, inputs, count);
}

/** gradientTangents += outputGradients · inputTangents · (s(1 − s)(2 + x(1 − 2s)), s = σ(x), x the inputs). */
export function siluTangent(
  gradientTangents: usize,
  outputGradients: usize,
  inputTangents: usize,
  inputs: usize,
  outputs: usize,
  parameter: usize,
  count: i32,
): void {
  addCurve<SiluCurve>(gradientTangents, outputGradients, inputTangents, inputs, parameter, count);
}
