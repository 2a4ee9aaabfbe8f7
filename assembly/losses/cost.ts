// Notes what a step cost.
import { Cursor } from "../operands/cursor";
import { LossSums } from "../operands/loss";

@unmanaged
class CostOperands {
  /** float32, one per step of the epoch, one written */
  costs: usize;
  loss: LossSums;
  cursor: Cursor;
  /** rows of the batch */
  rows: i32;
}

/** costs[step] = Σ loss / rows + penalty, step being the cursor's. */
export function costNote(o: CostOperands): void {
  const cost = o.loss.sum / <f64>o.rows + o.loss.penalty;
  store<f32>(o.costs + ((<usize>o.cursor.step) << 2), <f32>cost);
}
