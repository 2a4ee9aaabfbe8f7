// Reads the learning rate of the step at which the run is. Knows no optimizer.
import { CURSOR_STEP } from "../abi";

/** rates[cursor's step], float64. */
export function rateAt(rates: usize, cursor: usize): f64 {
  return load<f64>(rates + ((<usize>load<u32>(cursor + CURSOR_STEP)) << 3));
}
