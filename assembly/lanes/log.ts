// The natural logarithm, and the series it shares with log1p.
import {
  HALF,
  INFINITE,
  L1,
  L2,
  L3,
  LIFT,
  LIFT_EXPONENT,
  LN2_HIGH,
  LN2_LOW,
  MANTISSA,
  MINUS_INFINITE,
  ONE,
  SMALLEST,
  SQRT_HALF,
  TWO,
} from "./constants";

/**
 * ln(2ᵏ(1 + f)), where g = f, or 0 where f is so small that f² does not matter.
 *
 * Method: with s = g / (2 + g), ln(1 + g) = 2s + s·R and 2s = g − s·g, so that ln(1 + f) = f − (g²/2 − s(g²/2 + R)); R an even polynomial of degree 6 in s, minimax.
 * Range √½ ≤ 1 + f < √2; error of the approximation 1e-9 relative.
 * The method is that of FreeBSD's msun, e_log.c; the coefficients are our own, for float32.
 */
export function logSeries(k: v128, f: v128, g: v128): v128 {
  const s = f32x4.div(g, f32x4.add(g, v128.load(TWO)));
  const z = f32x4.mul(s, s);
  let r = f32x4.add(f32x4.mul(z, v128.load(L3)), v128.load(L2));
  r = f32x4.mul(z, f32x4.add(f32x4.mul(z, r), v128.load(L1)));
  const h = f32x4.mul(f32x4.mul(g, g), v128.load(HALF));
  const low = f32x4.add(f32x4.mul(s, f32x4.add(h, r)), f32x4.mul(k, v128.load(LN2_LOW)));
  return f32x4.add(f32x4.mul(k, v128.load(LN2_HIGH)), f32x4.sub(f, f32x4.sub(h, low)));
}

/**
 * ln x.
 *
 * Method: x = 2ᵏ(1 + f) by its bits, then logSeries. Subnormal x are lifted by 2²⁵ and so handled like all others.
 * Range: all. At most 1 ulp for x > 0; ±0 gives −∞, ∞ gives ∞, x < 0 and NaN give NaN.
 * Held by test/lanes/log.test.ts.
 */
export function log(x: v128): v128 {
  const small = f32x4.lt(x, v128.load(SMALLEST));
  const lifted = v128.bitselect(f32x4.mul(x, v128.load(LIFT)), x, small);
  const above = i32x4.sub(lifted, v128.load(SQRT_HALF));
  const k = i32x4.sub(i32x4.shr_s(above, 23), v128.and(small, v128.load(LIFT_EXPONENT)));
  const m = i32x4.add(v128.and(above, v128.load(MANTISSA)), v128.load(SQRT_HALF));
  const f = f32x4.sub(m, v128.load(ONE));
  let y = logSeries(f32x4.convert_i32x4_s(k), f, f);
  // y is finite here for every x; what is added is 0 or infinite.
  y = f32x4.add(y, v128.and(f32x4.eq(x, v128.load(INFINITE)), x));
  y = f32x4.add(y, v128.and(f32x4.eq(x, f32x4.splat(0)), v128.load(MINUS_INFINITE)));
  return v128.or(y, v128.or(f32x4.lt(x, f32x4.splat(0)), f32x4.ne(x, x)));
}
