// exp and pow in float64 with the same bits on every engine.
import { exactProduct, exactSum, horner, LN2_HIGH, LN2_LOW, logPair, low, powerOfTwo } from "./pairs.ts";

const PER_LN2 = 1.4426950408889634; // 1/ln 2

const EXP_SERIES = /* @__PURE__ */ [
  6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800, 479001600, 6227020800, 87178291200,
].map((factorial) => 1 / factorial);

/**
 * e^(high + tail), rounded once to float64 (twice where the result is subnormal).
 *
 *   n = ⌊high/ln 2 + ½⌋      r = high + tail − n·ln 2, |r| ≤ 0.347      eʳ = 1 + r + ½r² + (⅙r³ + … + r¹⁴/14!)
 *
 * r and ½r² are pairs; the bracket, at most 2⁻⁷ of the whole, is a float64; cut off at 14, the series is off by 2⁻⁶².
 */
function expPair(high: number, tail: number): number {
  if (high > 710) return Number.POSITIVE_INFINITY;
  if (high < -746) return 0;
  const n = Math.floor(high * PER_LN2 + 0.5);
  const near = exactSum(high, -n * LN2_HIGH);
  const r = exactSum(near, low[0] + (tail - n * LN2_LOW));
  const rLow = low[0];
  const half = 0.5 * exactProduct(r, r);
  const halfLow = 0.5 * low[0] + r * rLow;
  const bracket = r * r * r * horner(r, EXP_SERIES);
  const one = exactSum(1, r);
  const oneLow = low[0];
  const two = exactSum(one, half);
  const e = two + (low[0] + oneLow + (rLow + halfLow + bracket));
  if (n > 1023) return e * powerOfTwo(n - 1) * 2;
  if (n < -1022) return e * powerOfTwo(n + 100) * powerOfTwo(-100);
  return e * powerOfTwo(n);
}

/**
 * eˣ; 0 below −745.13, ∞ above 709.78.
 * Method and range: see `expPair`; every float64. Bound: 1 ulp, held by "exp is within 1 ulp" in test/core/float64.test.ts.
 */
export function exp(x: number): number {
  return Number.isNaN(x) ? x : expPair(x, 0);
}

/**
 * x^y for x ≥ 0 and any real y; NaN for x < 0. x⁰ = 1 for every x, x¹ = x, 1^y = 1; powers of powers of two with a whole
 * result exponent, such as ½ᵏ, are exact, and so is every power that a float64 can hold exactly.
 *
 * Method: e^(y·log x), where log x and y·log x are pairs of about 61 bits or more. Range: all, also where the result is
 * subnormal. Bound: 1 ulp where the result is normal, held by "pow is within 1 ulp" in test/core/float64.test.ts.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (y === 1 || x === 1) return x;
  if (Number.isNaN(y) || !(x >= 0)) return Number.NaN;
  if (x === 0 || x === Number.POSITIVE_INFINITY) return (x === 0) === y > 0 ? 0 : Number.POSITIVE_INFINITY;
  const l = logPair(x);
  const tail = low[0];
  const rough = y * l;
  if (!(Math.abs(rough) < 800)) return rough > 0 ? Number.POSITIVE_INFINITY : 0;
  const high = exactProduct(y, l);
  return expPair(high, low[0] + y * tail);
}
