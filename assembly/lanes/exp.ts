// eˣ, and the steps it shares with expm1, tanh, sigmoid and the Gaussian: scaling by powers of two.
import {
  E2,
  E3,
  E4,
  E5,
  E6,
  EXP_LOWEST,
  EXP_OVERFLOW,
  INFINITE,
  LN2_HIGH,
  LN2_LOW,
  LOG2_E,
  ONE,
  ROUNDER,
  TINY,
} from "./constants";
import { Flush } from "./flush";

/** The steps. They are inlined by force: as calls they took a third of exp's time. */
export class Exponential {
  /** 1.5·2²³ + n, where n is the integer nearest x / ln 2; its low bits are n's. |x| < 2²². */
  @inline static shifted(x: v128): v128 {
    return f32x4.add(f32x4.mul(x, v128.load(LOG2_E)), v128.load(ROUNDER));
  }

  /** r = x − n·ln 2, |r| ≤ 0.3475: ln 2 in two parts, the first exact in the product (Cody & Waite). */
  @inline static rest(x: v128, shifted: v128): v128 {
    const n = f32x4.sub(shifted, v128.load(ROUNDER));
    return f32x4.sub(f32x4.sub(x, f32x4.mul(n, v128.load(LN2_HIGH))), f32x4.mul(n, v128.load(LN2_LOW)));
  }

  /** 2ⁿ for −126 ≤ n ≤ 127. */
  @inline static power(shifted: v128): v128 {
    return i32x4.add(i32x4.shl(shifted, 23), v128.load(ONE));
  }

  /**
   * eʳ − 1.
   *
   * Method: r + g²·P(g), P of degree 4, minimax for the relative error, where g = r, or 0 where r is so small that r² does not matter (and might be subnormal).
   * Range |r| ≤ 0.3475; error of the approximation 1.4e-8 relative, 1.2 ulp with the rounding.
   */
  @inline static minusOne(r: v128): v128 {
    const g = Flush.below(r, v128.load(TINY));
    const gg = f32x4.mul(g, g);
    const low = f32x4.add(f32x4.mul(g, v128.load(E3)), v128.load(E2));
    const high = f32x4.add(f32x4.mul(g, v128.load(E5)), v128.load(E4));
    const p = f32x4.add(low, f32x4.mul(gg, f32x4.add(high, f32x4.mul(gg, v128.load(E6)))));
    return f32x4.add(r, f32x4.mul(gg, p));
  }
}

/**
 * eˣ.
 *
 * Method: x = n·ln 2 + r; eʳ from a polynomial of degree 6; 2ⁿ is added to the bits of its exponent.
 * Range: all. At most 1.02 ulp on [−87.33654, 88.72283] (1.0145 found); below, where eˣ < 2⁻¹²⁶, exactly 0, and no subnormal number is formed on the way; above, ∞. NaN gives NaN.
 * Held by test/lanes/exp.test.ts.
 */
export function exp(x: v128): v128 {
  const bounded = f32x4.pmin(x, v128.load(EXP_OVERFLOW)); // in this order NaN stays
  const shifted = Exponential.shifted(bounded);
  const p = f32x4.add(Exponential.minusOne(Exponential.rest(bounded, shifted)), v128.load(ONE));
  // With n = 128 and p ≥ 1 the exponent is 255: every such pattern becomes the infinite one.
  const y = i32x4.min_s(i32x4.add(p, i32x4.shl(shifted, 23)), v128.load(INFINITE));
  return v128.or(v128.andnot(y, f32x4.lt(x, v128.load(EXP_LOWEST))), f32x4.ne(x, x));
}
