// Scaled exponential linear unit. Knows no layer.
import { SELU_ALPHA, SELU_SCALE } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { expm1 } from "../lanes/expm1";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normalProduct";

class Selu extends Unary {
  of(t: v128): v128 {
    const below = Normal.product(expm1(t), v128.load(SELU_ALPHA));
    return v128.bitselect(f32x4.mul(t, v128.load(SELU_SCALE)), below, f32x4.gt(t, f32x4.splat(0)));
  }
}
class SeluSlope extends Binary {
  of(dy: v128, y: v128): v128 {
    const below = f32x4.add(y, v128.load(SELU_ALPHA));
    return Normal.product(dy, v128.bitselect(below, v128.load(SELU_SCALE), f32x4.le(y, f32x4.splat(0))));
  }
}
class SeluCurve extends Curve {
  of(y: v128, p: v128): v128 {
    return v128.and(f32x4.add(y, v128.load(SELU_ALPHA)), f32x4.le(y, f32x4.splat(0)));
  }
}

/** outputs = λt where t > 0, else λα(eᵗ − 1), t the inputs; outputs may be inputs. Klambauer et al. 2017, equation 2. */
export function seluForward(outputs: usize, inputs: usize, parameter: usize, count: i32): void {
  map<Selu>(outputs, inputs, count);
}

/** inputGradients = outputGradients · λ, or · λαeᵗ = y + λα where the outputs y ≤ 0 (at 0 the derivative from the left); may be in place. */
export function seluBackward(
  inputGradients: usize,
  outputGradients: usize,
  inputs: usize,
  outputs: usize,
  parameter: usize,
  count: i32,
): void {
  map2<SeluSlope>(inputGradients, outputGradients, outputs, count);
}

/** gradientTangents += outputGradients · inputTangents · (λαeᵗ = y + λα where the outputs y ≤ 0, else 0). */
export function seluTangent(
  gradientTangents: usize,
  outputGradients: usize,
  inputTangents: usize,
  inputs: usize,
  outputs: usize,
  parameter: usize,
  count: i32,
): void {
  addCurve<SeluCurve>(gradientTangents, outputGradients, inputTangents, outputs, parameter, count);
}
