// eˣ − 1, accurate near 0.
import { EXP_NEGLIGIBLE, EXP_OVERFLOW, HALF, ROUNDER, SIGN, TWO } from "./constants";
import { Exponential } from "./exp";

/**
 * eˣ − 1.
 *
 * Method: x = n·ln 2 + r, q = eʳ − 1 from a polynomial of degree 6; 2ⁿq + (2ⁿ − 1), halved on the way so that n = 128 does not overflow early.
 * Range: all. At most 2 ulp; subnormal numbers and −0 pass through, −∞ gives −1, x > 88.72283 gives ∞, NaN gives NaN.
 * Held by test/lanes/expm1.test.ts.
 */
export function expm1(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.pmin(x, v128.load(EXP_OVERFLOW)), v128.load(EXP_NEGLIGIBLE)); // in this order NaN stays
  const shifted = Exponential.shifted(bounded);
  const q = Exponential.minusOne(Exponential.rest(bounded, shifted));
  const scale = i32x4.add(i32x4.shl(shifted, 23), v128.load(HALF)); // 2ⁿ⁻¹
  const y = f32x4.mul(f32x4.sub(f32x4.mul(scale, q), f32x4.sub(v128.load(HALF), scale)), v128.load(TWO));
  const near = v128.bitselect(q, y, f32x4.eq(shifted, v128.load(ROUNDER))); // n = 0: halving would round a subnormal q
  return v128.or(near, v128.and(x, v128.load(SIGN))); // eˣ − 1 has x's sign: only −0 is changed by this
}
