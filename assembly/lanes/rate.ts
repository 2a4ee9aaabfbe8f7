// Reads the learning rate of the step at which the run is.
import { Cursor } from "../operands/cursor";

/** rates[cursor's step], float64. */
export function rateAt(rates: usize, cursor: Cursor): f64 {
  return load<f64>(rates + ((<usize>cursor.step) << 3));
}
