// Hyperbolic tangent. Knows no layer.
import { ONE } from "../lanes/constants";
import { Binary, map, map2, Unary } from "../lanes/map";
import { normalProduct } from "../lanes/normalProduct";
import { tanh } from "../lanes/tanh";

class Tanh extends Unary {
  of(t: v128): v128 {
    return tanh(t);
  }
}
class TanhSlope extends Binary {
  of(dy: v128, y: v128): v128 {
    const one = v128.load(ONE);
    return normalProduct(dy, f32x4.mul(f32x4.sub(one, y), f32x4.add(one, y)));
  }
}

/** outputs = tanh(inputs); outputs may be inputs. */
export function tanhForward(outputs: usize, inputs: usize, parameter: usize, count: i32): void {
  map<Tanh>(outputs, inputs, count);
}

/** inputGradients = outputGradients · (1 − y)(1 + y), y the outputs; may be in place. */
export function tanhBackward(
  inputGradients: usize,
  outputGradients: usize,
  inputs: usize,
  outputs: usize,
  parameter: usize,
  count: i32,
): void {
  map2<TanhSlope>(inputGradients, outputGradients, outputs, count);
}
