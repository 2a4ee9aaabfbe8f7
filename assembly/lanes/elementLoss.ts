// The two loops of every elementwise loss over rows × width: its values into the sums, its slopes into gradients.
import { LossBackward, LossForward } from "../operands/loss";
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
export function addElementLosses<L extends ElementLoss>(o: LossForward): void {
  const f = changetype<L>(0);
  const p = <f64>parameterAt(o.parameter);
  const rows = o.rows;
  const width = <f64>o.width;
  const end = (<usize>o.width) << 2;
  let predictions = o.predictions;
  let targets = o.targets;
  for (let r = 0; r < rows; r++, predictions += end, targets += end) {
    let sum: f64 = 0;
    for (let at: usize = 0; at < end; at += 4) {
      sum += f.of(<f64>load<f32>(predictions + at), <f64>load<f32>(targets + at), p);
    }
    addLoss(o.loss, (sum / width) * rowWeight(o.rowWeights, r));
  }
}

/**
 * gradients = ∂f/∂y · scale · weight; a slope below 2⁻⁹⁰ counts as 0. Without weights the block is one long row.
 *
 * @param y  what f is a function of: the predictions, or the probabilities
 */
export function elementSlopes<L extends ElementSlope>(o: LossBackward, y: usize): void {
  const f = changetype<L>(0);
  const p = f32x4.splat(parameterAt(o.parameter));
  const smallest = v128.load(SMALLEST_DIFFERENCE);
  const scale = <f64>load<f32>(o.scale);
  const rowWeights = o.rowWeights;
  const rows = rowWeights ? o.rows : 1;
  const end = (<usize>(rowWeights ? o.width : o.width * o.rows)) << 2;
  const whole = end & ~15;
  let gradients = o.gradients;
  let targets = o.targets;
  for (let r = 0; r < rows; r++, gradients += end, y += end, targets += end) {
    const factor = f32x4.splat(<f32>(scale * rowWeight(rowWeights, r)));
    let at: usize = 0;
    for (; at < whole; at += 16) {
      const slope = f.of(v128.load(y + at), v128.load(targets + at), p);
      v128.store(gradients + at, f32x4.mul(Flush.below(slope, smallest), factor));
    }
    for (; at < end; at += 4) {
      const slope = f.of(v128.load32_splat(y + at), v128.load32_splat(targets + at), p);
      v128.store32_lane(gradients + at, f32x4.mul(Flush.below(slope, smallest), factor), 0);
    }
  }
}
