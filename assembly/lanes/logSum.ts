// What softmax and its losses share: the largest of a row, and the logarithm of its sum of exponentials. Knows no loss.
import { exp } from "./exp";
import { log1p } from "./log1p";
import { loadTail } from "./tail";

/** The largest of `width` numbers. */
export function largest(row: usize, width: i32): f32 {
  return load<f32>(row + ((<usize>largestAt(row, width)) << 2));
}

/** Index of the largest of `width` numbers, the first of equals. */
export function largestAt(row: usize, width: i32): i32 {
  let at = 0;
  for (let c = 1; c < width; c++) if (load<f32>(row + ((<usize>c) << 2)) > load<f32>(row + ((<usize>at) << 2))) at = c;
  return at;
}

/** Σ e^(z − max z) over a row without its largest, `top`: in float64, ascending. */
export function restSum(row: usize, width: i32, top: i32): f32 {
  const most = v128.load32_splat(row + ((<usize>top) << 2));
  const whole = width & ~3;
  let rest: f64 = 0;
  let c = 0;
  for (; c < whole; c += 4, row += 16) {
    const e = exp(f32x4.sub(v128.load(row), most));
    if (c !== top) rest += <f64>f32x4.extract_lane(e, 0);
    if (c + 1 !== top) rest += <f64>f32x4.extract_lane(e, 1);
    if (c + 2 !== top) rest += <f64>f32x4.extract_lane(e, 2);
    if (c + 3 !== top) rest += <f64>f32x4.extract_lane(e, 3);
  }
  const left = width - whole;
  if (left) {
    const e = exp(f32x4.sub(loadTail(row, left), most));
    if (c !== top) rest += <f64>f32x4.extract_lane(e, 0);
    if (left > 1 && c + 1 !== top) rest += <f64>f32x4.extract_lane(e, 1);
    if (left > 2 && c + 2 !== top) rest += <f64>f32x4.extract_lane(e, 2);
  }
  return <f32>rest;
}

/**
 * ln Σ e^(z − max z) over a row.
 *
 * Method: log1p of the sum of all but the largest, so that nothing is lost where one logit dominates.
 * Range: finite rows; a NaN gives NaN. Held by test/losses.
 */
export function logSum(row: usize, width: i32): f32 {
  return f32x4.extract_lane(log1p(f32x4.splat(restSum(row, width, largestAt(row, width)))), 0);
}
