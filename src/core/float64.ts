// log, exp, pow, sin and cos in float64 with the same bits on every engine. Knows no random numbers, rates or weights.
//
// ECMAScript leaves Math.log, exp, pow, sin and cos to the engine. Here stand only + − × ÷, comparisons, Math.floor and
// Math.abs, which IEEE 754 rounds in one way, and the bits of a float64. Where 53 bits are too few, a number is a pair:
// the function returns the high part and leaves the low part, at most half an ulp of the high one, in `low[0]`.

const low = new Float64Array(1);
const cell = new Float64Array(1);
const words = new Uint32Array(cell.buffer);
cell[0] = 1; // 0x3FF00000_00000000: shows which half is the upper one
const UPPER = words[1] === 0x3ff00000 ? 1 : 0;

const LN2_HIGH = 0.6931471805598903; // 0x3FE62E42_FEFA3800: 42 bits, so that n·LN2_HIGH is exact for |n| < 2048
const LN2_LOW = 5.497923018708371e-14; // ln 2 − LN2_HIGH
const PER_LN2 = 1.4426950408889634; // 1/ln 2
const TURN_HIGH = 6.283185307179586; // 2π
const TURN_LOW = 2.4492935982947064e-16; // 2π − TURN_HIGH
const QUARTER_1 = 1.5707963267341256; // 0x3FF921FB_54400000: π/2 in 33 + 33 + 53 bits, so that n·QUARTER_1 is exact
const QUARTER_2 = 6.077100506303966e-11; // 0x3DD0B461_1A600000
const QUARTER_3 = 2.0222662487959506e-21;
const PER_QUARTER = 0.6366197723675814; // 2/π
const TWO_THIRDS_HIGH = 0.6666666666666666;
const TWO_THIRDS_LOW = 3.700743415417188e-17;

/** a + b exactly, as a pair (Knuth, The Art of Computer Programming 2, section 4.2.2, theorem B). */
function sum(a: number, b: number): number {
  const s = a + b;
  const t = s - a;
  low[0] = a - (s - t) + (b - t);
  return s;
}

/** a·b exactly, as a pair, for |a|, |b| < 2⁹⁹⁶ (Dekker 1971, A floating-point technique for extending the available precision). */
function product(a: number, b: number): number {
  const p = a * b;
  const wideA = 134217729 * a; // 2²⁷ + 1
  const wideB = 134217729 * b;
  const a1 = wideA - (wideA - a);
  const b1 = wideB - (wideB - b);
  const a2 = a - a1;
  const b2 = b - b1;
  low[0] = a1 * b1 - p + a1 * b2 + a2 * b1 + a2 * b2;
  return p;
}

/** 2ⁿ for whole n in [−1022, 1023], by its bits. */
function powerOfTwo(n: number): number {
  words[UPPER] = (n + 1023) << 20;
  words[1 - UPPER] = 0;
  return cell[0];
}

/** Σ series[i]·wⁱ, highest power first (Horner). */
function polynomial(w: number, series: readonly number[]): number {
  let p = 0;
  for (let i = series.length - 1; i >= 0; i--) p = p * w + series[i];
  return p;
}

const LOG_SERIES = [5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25].map((n) => 2 / n);

/**
 * log x as a pair, for finite x > 0; relative error below 2⁻⁶¹.
 *
 *   x = 2ᵏ·m, m in [√½, √2)      s = (m − 1)/(m + 1)      log m = 2·artanh s = 2s + s·(⅔s² + ⅖s⁴ + … + ²⁄₂₅s²⁴)
 *
 * s, s² and the term in s³ are pairs; the rest of the series is at most 2⁻¹² of the whole and is a float64.
 */
function logPair(x: number): number {
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984; // 2⁵⁴ makes a subnormal number normal
    k = -54;
  }
  cell[0] = x;
  k += (words[UPPER] >>> 20) - 1023;
  words[UPPER] = (words[UPPER] & 0xfffff) | 0x3ff00000;
  let m = cell[0];
  if (m >= 1.4142135623730951) {
    m *= 0.5;
    k += 1;
  }
  const f = m - 1;
  const d = m + 1;
  const dLow = m - (d - 1);
  const s = f / d;
  const p = product(s, d);
  const sLow = (f - p - low[0] - s * dLow) / d;
  const w = product(s, s);
  const wLow = low[0] + 2 * s * sLow;
  const third = product(w, TWO_THIRDS_HIGH);
  const thirdLow = low[0] + w * TWO_THIRDS_LOW + wLow * TWO_THIRDS_HIGH + w * w * polynomial(w, LOG_SERIES);
  const cube = product(s, third);
  const cubeLow = low[0] + s * thirdLow + sLow * third;
  let high = sum(k * LN2_HIGH, 2 * s);
  let rest = low[0];
  high = sum(high, cube);
  rest += low[0] + (cubeLow + 2 * sLow + k * LN2_LOW);
  return sum(high, rest);
}

const EXP_SERIES = [6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800, 479001600, 6227020800, 87178291200].map(
  (factorial) => 1 / factorial,
);

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
  const near = sum(high, -n * LN2_HIGH);
  const r = sum(near, low[0] + (tail - n * LN2_LOW));
  const rLow = low[0];
  const half = 0.5 * product(r, r);
  const halfLow = 0.5 * low[0] + r * rLow;
  const bracket = r * r * r * polynomial(r, EXP_SERIES);
  const one = sum(1, r);
  const oneLow = low[0];
  const two = sum(one, half);
  const e = two + (low[0] + oneLow + (rLow + halfLow + bracket));
  if (n > 1023) return e * powerOfTwo(n - 1) * 2;
  if (n < -1022) return e * powerOfTwo(n + 100) * powerOfTwo(-100);
  return e * powerOfTwo(n);
}

/**
 * The natural logarithm; log 0 is −∞, of a negative number NaN.
 * Method and range: see `logPair`; every float64. Bound: 1 ulp, held by "log is within 1 ulp" in test/core/float64.test.ts.
 */
export function log(x: number): number {
  if (x > 0 && x < Number.POSITIVE_INFINITY) return logPair(x);
  return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
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
  const high = product(y, l);
  return expPair(high, low[0] + y * tail);
}

const SIN_SERIES = [6, 120, 5040, 362880, 39916800, 6227020800, 1307674368000, 355687428096000, 121645100408832000].map(
  (factorial, i) => (i % 2 === 0 ? -1 : 1) / factorial,
);
const COS_SERIES = [24, 720, 40320, 3628800, 479001600, 87178291200, 20922789888000, 6402373705728000].map(
  (factorial, i) => (i % 2 === 0 ? 1 : -1) / factorial,
);

/** sin(a + tail) for |a| ≤ 0.786: a − a³/6 + … − a¹⁹/19!, cut off at 2⁻⁷¹ of it. */
function sinNear(a: number, tail: number): number {
  const w = a * a;
  return a + (a * w * polynomial(w, SIN_SERIES) + tail * (1 - 0.5 * w));
}

/** cos(a + tail) for |a| ≤ 0.786: 1 − a²/2 + … − a¹⁸/18!, cut off at 2⁻⁶⁸ of it; what 1 − a²/2 rounds off is added again. */
function cosNear(a: number, tail: number): number {
  const w = a * a;
  const half = 0.5 * w;
  const c = 1 - half;
  return c + (1 - c - half + (w * w * polynomial(w, COS_SERIES) - a * tail));
}

/** sin of (a + tail) + quarters·π/2. */
function inQuarter(a: number, tail: number, quarters: number): number {
  const quarter = quarters - 4 * Math.floor(quarters / 4);
  const value = quarter % 2 === 0 ? sinNear(a, tail) : cosNear(a, tail);
  return quarter < 2 ? value : -value;
}

/** sin(2πu + shift·π/2): u less the nearest quarter is exact; the angle that is left is a pair. */
function turned(u: number, shift: number): number {
  if (!(Math.abs(u) <= 2 ** 50)) return Number.NaN;
  const quarters = Math.floor(4 * u + 0.5);
  const v = u - quarters / 4;
  const a = product(v, TURN_HIGH);
  return inQuarter(a, low[0] + v * TURN_LOW, quarters + shift);
}

/** sin(x + shift·π/2): π/2 is taken off in three parts (Cody & Waite 1980, Software Manual for the Elementary Functions). */
function angled(x: number, shift: number): number {
  if (!(Math.abs(x) <= 2 ** 20)) return Number.NaN;
  const quarters = Math.floor(x * PER_QUARTER + 0.5);
  const near = sum(x - quarters * QUARTER_1, -quarters * QUARTER_2);
  const a = sum(near, low[0] - quarters * QUARTER_3);
  return inQuarter(a, low[0], quarters + shift);
}

/**
 * sin 2πu, u in turns; exactly 0, ±1 at the quarters. Method: see `turned` and `sinNear`. Range: |u| ≤ 2⁵⁰, else NaN.
 * Bound: 1 ulp, held by "sinTurn and cosTurn are within 1 ulp" in test/core/float64.test.ts.
 */
export const sinTurn = (u: number): number => turned(u, 0);

/** cos 2πu, u in turns; exactly 0, ±1 at the quarters. Method, range, bound and test as for `sinTurn`. */
export const cosTurn = (u: number): number => turned(u, 1);

/** cos πu, u in half turns: 1 at 0, exactly 0 at ½, −1 at 1. Method, range, bound and test as for `sinTurn`. */
export const cosHalfTurn = (u: number): number => turned(0.5 * u, 1);

/**
 * sin x, x in radians. Method: see `angled` and `sinNear`. Range: |x| ≤ 2²⁰, else NaN.
 * Bound: 1 ulp for |x| ≤ 100, held by "sin and cos are within 1 ulp" in test/core/float64.test.ts.
 */
export const sin = (x: number): number => angled(x, 0);

/** cos x, x in radians. Method, range, bound and test as for `sin`. */
export const cos = (x: number): number => angled(x, 1);
