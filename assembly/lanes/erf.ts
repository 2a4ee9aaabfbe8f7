// The error function.
import { A0, A1, A2, A3, A4, A5, A6, A7, A8, ABSOLUTE, ERF_SATURATED, ONE, SIGN } from "./constants";
import { Exponential } from "./exp";

/**
 * erf x = 2/√π · ∫₀ˣ e^(−t²) dt.
 *
 * Method: 1 − e⁻ᵘ with u = −ln(1 − erf |x|) = |x| + |x|·A(|x|), A of degree 8, minimax for erf's relative error on |x| ≤ 4; e⁻ᵘ as in expm1; then x's sign: exactly odd.
 * Near 0 the 1 of 2/√π = 1 + A0 is exact, and far from 0 an error of u is damped by e⁻ᵘ: a quotient of polynomials of degree 5 in x² was half as good (6 ulp).
 * Range: all. Error of the approximation 4e-9 relative; at most 3 ulp; subnormal numbers and −0 keep their sign, |x| ≥ 4 gives ±1, NaN gives NaN.
 * Held by test/lanes/erf.test.ts.
 */
export function erf(x: v128): v128 {
  const t = f32x4.pmin(v128.and(x, v128.load(ABSOLUTE)), v128.load(ERF_SATURATED)); // in this order NaN stays
  let a = f32x4.add(f32x4.mul(t, v128.load(A8)), v128.load(A7));
  a = f32x4.add(f32x4.mul(t, a), v128.load(A6));
  a = f32x4.add(f32x4.mul(t, a), v128.load(A5));
  a = f32x4.add(f32x4.mul(t, a), v128.load(A4));
  a = f32x4.add(f32x4.mul(t, a), v128.load(A3));
  a = f32x4.add(f32x4.mul(t, a), v128.load(A2));
  a = f32x4.add(f32x4.mul(t, a), v128.load(A1));
  a = f32x4.add(f32x4.mul(t, a), v128.load(A0));
  const minus = f32x4.neg(f32x4.add(t, f32x4.mul(t, a)));
  const shifted = Exponential.shifted(minus);
  const q = Exponential.minusOne(Exponential.rest(minus, shifted));
  const scale = Exponential.power(shifted);
  const y = f32x4.sub(f32x4.sub(v128.load(ONE), scale), f32x4.mul(scale, q));
  return v128.or(y, v128.and(x, v128.load(SIGN)));
}
