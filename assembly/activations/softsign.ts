// Softsign. Knows no layer.
import { ABSOLUTE, LARGEST, ONE, SIGN } from "../lanes/constants";
import { Binary, map, map2, Unary } from "../lanes/map";
import { normalProduct } from "../lanes/normalProduct";

class Softsign extends Unary {
  of(t: v128): v128 {
    const size = f32x4.pmin(v128.and(t, v128.load(ABSOLUTE)), v128.load(LARGEST)); // ∞/∞ would be NaN
    return v128.or(f32x4.div(size, f32x4.add(size, v128.load(ONE))), v128.and(t, v128.load(SIGN)));
  }
}
class SoftsignSlope extends Binary {
  of(dy: v128, y: v128): v128 {
    const rest = f32x4.sub(v128.load(ONE), v128.and(y, v128.load(ABSOLUTE)));
    return normalProduct(dy, f32x4.mul(rest, rest));
  }
}

/** outputs = t / (1 + |t|), t the inputs; outputs may be inputs. */
export function softsignForward(outputs: usize, inputs: usize, parameter: usize, count: i32): void {
  map<Softsign>(outputs, inputs, count);
}

/** inputGradients = outputGradients / (1 + |t|)² = outputGradients · (1 − |y|)², y the outputs; may be in place. */
export function softsignBackward(
  inputGradients: usize,
  outputGradients: usize,
  inputs: usize,
  outputs: usize,
  parameter: usize,
  count: i32,
): void {
  map2<SoftsignSlope>(inputGradients, outputGradients, outputs, count);
}
