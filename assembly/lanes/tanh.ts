// The hyperbolic tangent.
import { ABSOLUTE, FOUR, MINUS_TWO, ONE, SIGN, TANH_SATURATED, TWO } from "./constants";
import { Exponential } from "./exp";

/** Inlined by force where it is the whole loop: as a call it took a quarter more. */
export class HyperbolicTangent {
  /**
   * tanh x.
   *
   * Method: with E = e^(2|x|) − 1 (2|x| = n·ln 2 + r, polynomial of degree 6, 2ⁿq + (2ⁿ − 1)) it is E / (E + 2), or 1 − 2/(E + 2) where
   * E > 4: there what E + 2 rounds off no longer counts, so that the derivative (1 − y)(1 + y) is right to 1e-7. Then x's sign: exactly odd.
   * Range: all. At most 3 ulp, 1 from 1 on; subnormal numbers and −0 pass through, |x| ≥ 10 gives ±1, NaN gives NaN.
   * Held by test/lanes/tanh.test.ts.
   */
  @inline static of(x: v128): v128 {
    const half = f32x4.pmin(v128.and(x, v128.load(ABSOLUTE)), v128.load(TANH_SATURATED)); // in this order NaN stays
    const double = f32x4.add(half, half);
    const shifted = Exponential.shifted(double);
    const q = Exponential.minusOne(Exponential.rest(double, shifted));
    const scale = Exponential.power(shifted);
    const e = f32x4.sub(f32x4.mul(scale, q), f32x4.sub(v128.load(ONE), scale));
    const large = f32x4.gt(e, v128.load(FOUR));
    const quotient = f32x4.div(v128.bitselect(v128.load(MINUS_TWO), e, large), f32x4.add(e, v128.load(TWO)));
    return v128.or(f32x4.add(v128.and(large, v128.load(ONE)), quotient), v128.and(x, v128.load(SIGN)));
  }
}

/** The same, as a call. */
export function tanh(x: v128): v128 {
  return HyperbolicTangent.of(x);
}
