// The standard normal distribution function, accurate in its lower tail.
import {
  ABSOLUTE,
  C1,
  C2,
  C3,
  C4,
  D1,
  D2,
  D3,
  D4,
  D5,
  GAUSSIAN_LOWEST,
  GAUSSIAN_LOWEST_MAGNITUDE,
  HALF,
  ONE,
  SQUARABLE,
  TINY,
} from "./constants";
import { Exponential } from "./exp";

/**
 * Φ(x) = ½·(1 + erf(x / √2)), the probability that a standard normal number is below x.
 *
 * Method: Φ(−t) = e^(−t²/2)·C(t) / D(t), C of degree 4, D of degree 5, minimax for the relative error on 0 ≤ t ≤ 13; for x > 0, 1 − Φ(−x).
 * t²/2 is taken as h²/2 + (t − h)(t + h)/2, where h is t to 12 bits and h² exact: rounding t² would cost 40 ulp at t = 12.
 * Range: all. Error of the approximation 1e-8 relative; at most 8 ulp (5e-7 relative) for x ≥ −12.9499; below, where Φ(x) < 2⁻¹²⁶, exactly 0,
 * and no subnormal number is formed on the way. NaN gives NaN. x·Φ(x) is GELU.
 * Held by test/lanes/gaussianCdf.test.ts.
 */
export function gaussianCdf(x: v128): v128 {
  // in this order NaN stays
  const t = f32x4.pmax(
    f32x4.pmin(v128.and(x, v128.load(ABSOLUTE)), v128.load(GAUSSIAN_LOWEST_MAGNITUDE)),
    v128.load(TINY),
  );
  let c = f32x4.add(f32x4.mul(t, v128.load(C4)), v128.load(C3));
  c = f32x4.add(f32x4.mul(t, c), v128.load(C2));
  c = f32x4.add(f32x4.mul(t, c), v128.load(C1));
  c = f32x4.add(f32x4.mul(t, c), v128.load(HALF));
  let d = f32x4.add(f32x4.mul(t, v128.load(D5)), v128.load(D4));
  d = f32x4.add(f32x4.mul(t, d), v128.load(D3));
  d = f32x4.add(f32x4.mul(t, d), v128.load(D2));
  d = f32x4.add(f32x4.mul(t, d), v128.load(D1));
  d = f32x4.add(f32x4.mul(t, d), v128.load(ONE));

  const h = v128.and(t, v128.load(SQUARABLE));
  const high = f32x4.neg(f32x4.mul(f32x4.mul(h, h), v128.load(HALF)));
  const low = f32x4.mul(f32x4.mul(f32x4.sub(t, h), f32x4.add(t, h)), v128.load(HALF));
  const shifted = Exponential.shifted(f32x4.sub(high, low));
  const r = f32x4.sub(Exponential.rest(high, shifted), low);
  const p = f32x4.add(Exponential.minusOne(r), v128.load(ONE));
  const tail = f32x4.mul(f32x4.mul(p, f32x4.div(c, d)), Exponential.power(shifted));

  const lower = v128.andnot(tail, f32x4.lt(x, v128.load(GAUSSIAN_LOWEST)));
  return v128.bitselect(f32x4.sub(v128.load(ONE), lower), lower, f32x4.gt(x, f32x4.splat(0)));
}
