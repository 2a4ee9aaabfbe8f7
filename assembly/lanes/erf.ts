// The error function. Knows no memory but the constants'.
import { A0, A1, A2, A3, A4, A5, ABSOLUTE, B1, B2, B3, B4, B5, ERF_SATURATED, ONE, SIGN, TINY } from "./constants";

/**
 * erf x = 2/√π · ∫₀ˣ e^(−t²) dt.
 *
 * Method: x·A(x²) / B(x²), A and B of degree 5, minimax for the relative error on |x| ≤ 3.95, then held to 1, and x's sign: exactly odd.
 * In x² a small x counts as 2⁻⁴⁰, so that the square is never subnormal.
 * Range: all. Error of the approximation 2e-8 relative; at most 3 ulp; subnormal numbers and −0 keep their sign, |x| ≥ 4 gives ±1, NaN gives NaN.
 * Held by test/lanes/erf.test.ts.
 */
export function erf(x: v128): v128 {
  const t = f32x4.pmin(v128.and(x, v128.load(ABSOLUTE)), v128.load(ERF_SATURATED)); // in this order NaN stays
  const u = f32x4.pmax(t, v128.load(TINY));
  const z = f32x4.mul(u, u);
  let a = f32x4.add(f32x4.mul(z, v128.load(A5)), v128.load(A4));
  a = f32x4.add(f32x4.mul(z, a), v128.load(A3));
  a = f32x4.add(f32x4.mul(z, a), v128.load(A2));
  a = f32x4.add(f32x4.mul(z, a), v128.load(A1));
  a = f32x4.add(f32x4.mul(z, a), v128.load(A0));
  let b = f32x4.add(f32x4.mul(z, v128.load(B5)), v128.load(B4));
  b = f32x4.add(f32x4.mul(z, b), v128.load(B3));
  b = f32x4.add(f32x4.mul(z, b), v128.load(B2));
  b = f32x4.add(f32x4.mul(z, b), v128.load(B1));
  b = f32x4.add(f32x4.mul(z, b), v128.load(ONE));
  const y = f32x4.pmin(f32x4.mul(t, f32x4.div(a, b)), v128.load(ONE));
  return v128.or(y, v128.and(x, v128.load(SIGN)));
}
