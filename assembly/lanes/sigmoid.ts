// The logistic function.
import { EXP_LOWEST, EXP_LOWEST_MAGNITUDE, EXP_NEGLIGIBLE, ONE } from "./constants";
import { Exponential } from "./exp";

/**
 * 1 / (1 + e⁻ˣ).
 *
 * Method: e⁻ˣ as in exp, with −x held between −20 and 87.33654, where it needs no special cases.
 * Range: all. At most 3 ulp for x ≥ −87.33654; below, where the result is less than 2⁻¹²⁶, exactly 0, and no subnormal number is formed on the way. NaN gives NaN.
 * Held by test/lanes/sigmoid.test.ts.
 */
export function sigmoid(x: v128): v128 {
  const minus = f32x4.pmax(f32x4.pmin(f32x4.neg(x), v128.load(EXP_LOWEST_MAGNITUDE)), v128.load(EXP_NEGLIGIBLE));
  const shifted = Exponential.shifted(minus);
  const p = f32x4.add(Exponential.minusOne(Exponential.rest(minus, shifted)), v128.load(ONE));
  const e = f32x4.mul(p, Exponential.power(shifted));
  const y = f32x4.div(v128.load(ONE), f32x4.add(e, v128.load(ONE)));
  return v128.andnot(y, f32x4.lt(x, v128.load(EXP_LOWEST)));
}
