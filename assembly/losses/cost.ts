// Notes what a step cost. Knows no loss.
import { CURSOR_STEP } from "../abi";

/**
 * costs[step] = Σ loss / rows + penalty, step being the cursor's.
 *
 * @param costs   float32, one per step of the epoch, one written
 * @param loss    float64 [Σ loss, Σ loss², penalty]
 * @param cursor  where the run is
 * @param rows    rows of the batch
 */
export function costNote(costs: usize, loss: usize, cursor: usize, rows: i32): void {
  const cost = load<f64>(loss) / <f64>rows + load<f64>(loss, 16);
  store<f32>(costs + ((<usize>load<u32>(cursor + CURSOR_STEP)) << 2), <f32>cost);
}
