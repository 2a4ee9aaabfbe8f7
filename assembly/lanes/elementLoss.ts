// The two walks of every elementwise loss over rows × width: its values into the sums, its slopes into gradients. Knows no loss.
import { SMALLEST_DIFFERENCE } from "./constants";
import { Flush } from "./flush";
import { addLoss, rowWeight } from "./row";

/** One element's loss f(y, t) with a parameter p (0 where there is none). No object is ever made, see map. */
export abstract class ElementLoss {
  abstract of(y: f64, t: f64, p: f64): f64;
}

/** Its derivative ∂f/∂y, four elements at a time. */
export abstract class ElementSlope {
  abstract of(y: v128, t: v128, p: v128): v128;
}

function parameterAt(parameter: usize): f32 {
  return parameter ? load<f32>(parameter) : 0;
}

/** loss += Σ f(y, t) / width · weight per row, columns and rows ascending, in float64. */
export function addElementLosses<L extends ElementLoss>(
  loss: usize,
  predictions: usize,
  targets: usize,
  rowWeights: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  const f = changetype<L>(0);
  const p = <f64>parameterAt(parameter);
  const end = (<usize>width) << 2;
  for (let r = 0; r < rows; r++, predictions += end, targets += end) {
    let own: f64 = 0;
    for (let at: usize = 0; at < end; at += 4) {
      own += f.of(<f64>load<f32>(predictions + at), <f64>load<f32>(targets + at), p);
    }
    addLoss(loss, (own / <f64>width) * rowWeight(rowWeights, r));
  }
}

/** gradients = ∂f/∂y · scale · weight; a slope below 2⁻⁹⁰ counts as 0. Without weights the block is one long row. */
export function elementSlopes<L extends ElementSlope>(
  gradients: usize,
  predictions: usize,
  targets: usize,
  rowWeights: usize,
  scale: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  const f = changetype<L>(0);
  const p = f32x4.splat(parameterAt(parameter));
  const smallest = v128.load(SMALLEST_DIFFERENCE);
  if (!rowWeights) {
    width *= rows;
    rows = 1;
  }
  const end = (<usize>width) << 2;
  const whole = end & ~15;
  for (let r = 0; r < rows; r++, gradients += end, predictions += end, targets += end) {
    const factor = f32x4.splat(<f32>(<f64>load<f32>(scale) * rowWeight(rowWeights, r)));
    let at: usize = 0;
    for (; at < whole; at += 16) {
      const slope = f.of(v128.load(predictions + at), v128.load(targets + at), p);
      v128.store(gradients + at, f32x4.mul(Flush.below(slope, smallest), factor));
    }
    for (; at < end; at += 4) {
      const slope = f.of(v128.load32_splat(predictions + at), v128.load32_splat(targets + at), p);
      v128.store32_lane(gradients + at, f32x4.mul(Flush.below(slope, smallest), factor), 0);
    }
  }
}
