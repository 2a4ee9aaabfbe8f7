// What softmax and its losses share: the largest of a row, and the logarithm of its sum of exponentials. Knows no loss.
import { exp } from "./exp";
import { log1p } from "./log1p";

/** The largest of `width` numbers. */
export function largest(row: usize, width: i32): f32 {
  return load<f32>(row + ((<usize>largestAt(row, width)) << 2));
}

/** Index of the largest of `width` numbers, the first of equals. */
function largestAt(row: usize, width: i32): i32 {
  let at = 0;
  for (let c = 1; c < width; c++) if (load<f32>(row + ((<usize>c) << 2)) > load<f32>(row + ((<usize>at) << 2))) at = c;
  return at;
}

/**
 * ln Σ e^(z − max z) over a row.
 *
 * Method: log1p of the sum, in float64 and ascending, of all but the largest, so that nothing is lost where one logit dominates.
 * Range: finite rows; a NaN gives NaN. Held by test/losses.
 */
export function logSum(row: usize, width: i32): f32 {
  const top = largestAt(row, width);
  const most = load<f32>(row + ((<usize>top) << 2));
  let rest: f64 = 0;
  for (let c = 0; c < width; c++) {
    if (c === top) continue;
    rest += <f64>f32x4.extract_lane(exp(f32x4.splat(load<f32>(row + ((<usize>c) << 2)) - most)), 0);
  }
  return f32x4.extract_lane(log1p(f32x4.splat(<f32>rest)), 0);
}
