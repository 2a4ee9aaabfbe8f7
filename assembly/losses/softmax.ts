// Softmax, stable at extreme logits: the link of the losses on distributions. Knows no loss.
import { SMALLEST } from "../lanes/constants";
import { exp } from "../lanes/exp";
import { flush } from "../lanes/flush";
import { largest } from "../lanes/logSum";
import { loadTail, storeTail } from "../lanes/tail";

/**
 * probabilities[r][c] = exp(z[r][c] − max z[r]) / Σ, the sum ascending; what would be below 2⁻¹²⁶ is 0.
 *
 * @param probabilities  rows × width, written; may be the logits
 * @param logits         z, rows × width
 */
export function softmaxForward(probabilities: usize, logits: usize, rows: i32, width: i32): void {
  const end = (<usize>width) << 2;
  const whole = end & ~15;
  const left = width & 3;
  for (let r = 0; r < rows; r++, probabilities += end, logits += end) {
    const most = f32x4.splat(largest(logits, width));
    let at: usize = 0;
    for (; at < whole; at += 16) v128.store(probabilities + at, exp(f32x4.sub(v128.load(logits + at), most)));
    if (left) storeTail(probabilities + whole, exp(f32x4.sub(loadTail(logits + whole, left), most)), left);
    let sum: f32 = 0;
    for (at = 0; at < end; at += 4) sum += load<f32>(probabilities + at);
    const total = f32x4.splat(sum);
    const least = f32x4.mul(total, v128.load(SMALLEST)); // the smallest e with e / Σ ≥ 2⁻¹²⁶
    for (at = 0; at < whole; at += 16) {
      v128.store(probabilities + at, f32x4.div(flush(v128.load(probabilities + at), least), total));
    }
    if (left) {
      const e = flush(loadTail(probabilities + whole, left), least);
      storeTail(probabilities + whole, f32x4.div(e, total), left);
    }
  }
}
