// log, sin and cos in float64 with the same bits on every engine.
import { exactProduct, exactSum, horner, logPair, low } from "./pairs.ts";

const TURN_HIGH = 6.283185307179586; // 2π
const TURN_LOW = 2.4492935982947064e-16; // 2π − TURN_HIGH
const QUARTER_1 = 1.5707963267341256; // 0x3FF921FB_54400000: π/2 in 33 + 33 + 53 bits, so that n·QUARTER_1 is exact
const QUARTER_2 = 6.077100506303966e-11; // 0x3DD0B461_1A600000
const QUARTER_3 = 2.0222662487959506e-21;
const PER_QUARTER = 0.6366197723675814; // 2/π

/**
 * The natural logarithm; log 0 is −∞, of a negative number NaN.
 * Method and range: see `logPair`; every float64. Bound: 1 ulp, held by "log is within 1 ulp" in test/core/float64.test.ts.
 */
export function log(x: number): number {
  if (x > 0 && x < Number.POSITIVE_INFINITY) return logPair(x);
  return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
}

const SIN_SERIES = /* @__PURE__ */ [
  6, 120, 5040, 362880, 39916800, 6227020800, 1307674368000, 355687428096000, 121645100408832000,
].map((factorial, i) => (i % 2 === 0 ? -1 : 1) / factorial);
const COS_SERIES = /* @__PURE__ */ [
  24, 720, 40320, 3628800, 479001600, 87178291200, 20922789888000, 6402373705728000,
].map((factorial, i) => (i % 2 === 0 ? 1 : -1) / factorial);

/** sin(a + tail) for |a| ≤ 0.786: a − a³/6 + … − a¹⁹/19!, cut off at 2⁻⁷¹ of it. */
function sinNear(a: number, tail: number): number {
  const w = a * a;
  return a + (a * w * horner(w, SIN_SERIES) + tail * (1 - 0.5 * w));
}

/** cos(a + tail) for |a| ≤ 0.786: 1 − a²/2 + … − a¹⁸/18!, cut off at 2⁻⁶⁸ of it; what 1 − a²/2 rounds off is added again. */
function cosNear(a: number, tail: number): number {
  const w = a * a;
  const half = 0.5 * w;
  const c = 1 - half;
  return c + (1 - c - half + (w * w * horner(w, COS_SERIES) - a * tail));
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
  const a = exactProduct(v, TURN_HIGH);
  return inQuarter(a, low[0] + v * TURN_LOW, quarters + shift);
}

/** sin(x + shift·π/2): π/2 is taken off in three parts (Cody & Waite 1980, Software Manual for the Elementary Functions). */
function angled(x: number, shift: number): number {
  if (!(Math.abs(x) <= 2 ** 20)) return Number.NaN;
  const quarters = Math.floor(x * PER_QUARTER + 0.5);
  const near = exactSum(x - quarters * QUARTER_1, -quarters * QUARTER_2);
  const a = exactSum(near, low[0] - quarters * QUARTER_3);
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
