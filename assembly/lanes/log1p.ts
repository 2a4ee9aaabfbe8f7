// ln(1 + x), accurate near 0.
import {
  FOUR,
  INFINITE,
  LARGEST,
  MANTISSA,
  MINUS_INFINITE,
  MINUS_ONE,
  ONE,
  QUARTER,
  SIGN,
  SQRT_HALF,
  TINY,
} from "./constants";
import { Flush } from "./flush";
import { logSeries } from "./log";

/**
 * ln(1 + x).
 *
 * Method: k is read from the bits of 1 + x, but f = 2⁻ᵏx − (1 − 2⁻ᵏ) from x itself, so that nothing of x is lost; then logSeries.
 * (In the code four times that, divided by four, because 2⁻¹²⁸ is not normal.)
 * Range: all. At most 2 ulp for x > −1; subnormal numbers and −0 pass through, −1 gives −∞, ∞ gives ∞, x < −1 and NaN give NaN.
 * Held by test/lanes/log1p.test.ts.
 */
export function log1p(x: v128): v128 {
  const bounded = f32x4.pmin(x, v128.load(LARGEST)); // in this order NaN stays
  const above = i32x4.sub(f32x4.add(bounded, v128.load(ONE)), v128.load(SQRT_HALF));
  const scale = i32x4.sub(v128.load(FOUR), v128.andnot(above, v128.load(MANTISSA))); // 2²⁻ᵏ
  const f = f32x4.mul(f32x4.sub(f32x4.mul(bounded, scale), f32x4.sub(v128.load(FOUR), scale)), v128.load(QUARTER));
  let y = logSeries(f32x4.convert_i32x4_s(i32x4.shr_s(above, 23)), f, Flush.below(f, v128.load(TINY)));
  y = f32x4.add(y, v128.and(f32x4.eq(x, v128.load(INFINITE)), x));
  y = f32x4.add(y, v128.and(f32x4.eq(x, v128.load(MINUS_ONE)), v128.load(MINUS_INFINITE)));
  y = v128.or(y, v128.and(x, v128.load(SIGN))); // ln(1 + x) has x's sign: only −0 is changed by this
  return v128.or(y, f32x4.lt(x, v128.load(MINUS_ONE)));
}
