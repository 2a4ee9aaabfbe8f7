// Softmax, stable at extreme logits: the link of the losses on distributions.
import { SMALLEST } from "../lanes/constants";
import { exp } from "../lanes/exp";
import { Flush } from "../lanes/flush";
import { FourRows } from "../lanes/fourRows";
import { Link } from "../operands/loss";

/** probabilities[r][c] = exp(z[r][c] − max z[r]) / Σ, the sum ascending; what would be below 2⁻¹²⁶ is 0. */
export function softmaxForward(o: Link): void {
  const rowBytes = (<usize>o.width) << 2;
  let probabilities = o.probabilities;
  let logits = o.logits;
  for (let left = o.rows; left > 0; left -= 4) {
    const some = min(4, left);
    const second = FourRows.offset(1, some, rowBytes);
    const third = FourRows.offset(2, some, rowBytes);
    const fourth = FourRows.offset(3, some, rowBytes);
    let most = FourRows.load(logits, second, third, fourth);
    for (let at: usize = 4; at < rowBytes; at += 4)
      most = f32x4.pmax(most, FourRows.load(logits + at, second, third, fourth));
    let total = f32x4.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 4) {
      const e = exp(f32x4.sub(FourRows.load(logits + at, second, third, fourth), most));
      FourRows.store(probabilities + at, second, third, fourth, e);
      total = f32x4.add(total, e);
    }
    const least = f32x4.mul(total, v128.load(SMALLEST)); // the smallest e with e / Σ ≥ 2⁻¹²⁶
    for (let at: usize = 0; at < rowBytes; at += 4) {
      const e = Flush.below(FourRows.load(probabilities + at, second, third, fourth), least);
      FourRows.store(probabilities + at, second, third, fourth, f32x4.div(e, total));
    }
    probabilities += rowBytes << 2;
    logits += rowBytes << 2;
  }
}
