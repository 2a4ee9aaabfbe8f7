// The logistic function. Knows no layer.
import { ONE } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normalProduct";
import { sigmoid } from "../lanes/sigmoid";

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
export function sigmoidForward(outputs: usize, inputs: usize, parameter: usize, count: i32): void {
  map<Sigmoid>(outputs, inputs, count);
}

/** inputGradients = outputGradients · y(1 − y), y the outputs; may be in place. */
export function sigmoidBackward(
  inputGradients: usize,
  outputGradients: usize,
  inputs: usize,
  outputs: usize,
  parameter: usize,
  count: i32,
): void {
  map2<SigmoidSlope>(inputGradients, outputGradients, outputs, count);
}

/** gradientTangents += outputGradients · inputTangents · (y(1 − y)(1 − 2y), y the outputs). */
export function sigmoidTangent(
  gradientTangents: usize,
  outputGradients: usize,
  inputTangents: usize,
  inputs: usize,
  outputs: usize,
  parameter: usize,
  count: i32,
): void {
  addCurve<SigmoidCurve>(gradientTangents, outputGradients, inputTangents, outputs, parameter, count);
}
