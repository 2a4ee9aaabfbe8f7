// Counts rows whose class is predicted right.

/** Index of the largest, the first of equals; with one column 1 where it lies above `middle`. */
function chosen(row: usize, width: i32, middle: f32): i32 {
  if (width == 1) return i32(load<f32>(row) > middle);
  let at = 0;
  for (let c = 1; c < width; c++) if (load<f32>(row + ((<usize>c) << 2)) > load<f32>(row + ((<usize>at) << 2))) at = c;
  return at;
}

@unmanaged
class AccuracyOperands {
  /** one float64, read and written */
  correct: usize;
  /** raw outputs, rows × width */
  predictions: usize;
  /** rows × width */
  targets: usize;
  rows: i32;
  width: i32;
}

/** correct[0] += rows in which predictions and targets choose the same class; one column: prediction > 0 against target > ½. */
export function accuracyForward(o: AccuracyOperands): void {
  const width = o.width;
  const bytes = (<usize>width) << 2;
  let predictions = o.predictions;
  let targets = o.targets;
  let count: f64 = 0;
  for (let r = o.rows; r > 0; r--, predictions += bytes, targets += bytes) {
    if (chosen(predictions, width, 0) == chosen(targets, width, 0.5)) count++;
  }
  store<f64>(o.correct, load<f64>(o.correct) + count);
}
