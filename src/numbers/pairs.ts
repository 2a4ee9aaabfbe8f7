// float64 numbers as pairs, where 53 bits are too few, and log x as one.
//
// A function returns the high part and leaves the low part, at most half an ulp of the high one, in `low[0]`. ECMAScript leaves
// Math.log, exp, pow, sin and cos to the engine. Here stand only + − × ÷, comparisons, Math.floor and Math.abs, which IEEE 754
// rounds in one way, and the bits of a float64.

/** The low part of the pair that was computed last. */
export const low = /* @__PURE__ */ new Float64Array(1);
const cell = new Float64Array(1);
const words = new Uint32Array(cell.buffer);
cell[0] = 1; // 0x3FF00000_00000000: shows which half is the upper one
const UPPER = words[1] === 0x3ff00000 ? 1 : 0;

export const LN2_HIGH = 0.6931471805598903; // 0x3FE62E42_FEFA3800: 42 bits, so that n·LN2_HIGH is exact for |n| < 2048
export const LN2_LOW = 5.497923018708371e-14; // ln 2 − LN2_HIGH
const TWO_THIRDS_HIGH = 0.6666666666666666;
const TWO_THIRDS_LOW = 3.700743415417188e-17;

/** a + b exactly, as a pair (Knuth, The Art of Computer Programming 2, section 4.2.2, theorem B). */
export function exactSum(a: number, b: number): number {
  const s = a + b;
  const t = s - a;
  low[0] = a - (s - t) + (b - t);
  return s;
}

/** a·b exactly, as a pair, for |a|, |b| < 2⁹⁹⁶ (Dekker 1971, A floating-point technique for extending the available precision). */
export function exactProduct(a: number, b: number): number {
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
export function powerOfTwo(n: number): number {
  words[UPPER] = (n + 1023) << 20;
  words[1 - UPPER] = 0;
  return cell[0];
}

/** Σ series[i]·wⁱ, highest power first (Horner). */
export function horner(w: number, series: readonly number[]): number {
  let p = 0;
  for (let i = series.length - 1; i >= 0; i--) p = p * w + series[i];
  return p;
}

const LOG_SERIES = /* @__PURE__ */ [5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25].map((n) => 2 / n);

/**
 * log x as a pair, for finite x > 0; relative error below 2⁻⁶¹.
 *
 *   x = 2ᵏ·m, m in [√½, √2)      s = (m − 1)/(m + 1)      log m = 2·artanh s = 2s + s·(⅔s² + ⅖s⁴ + … + ²⁄₂₅s²⁴)
 *
 * s, s² and the term in s³ are pairs; the rest of the series is at most 2⁻¹² of the whole and is a float64.
 */
export function logPair(x: number): number {
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
  const p = exactProduct(s, d);
  const sLow = (f - p - low[0] - s * dLow) / d;
  const w = exactProduct(s, s);
  const wLow = low[0] + 2 * s * sLow;
  const third = exactProduct(w, TWO_THIRDS_HIGH);
  const thirdLow = low[0] + w * TWO_THIRDS_LOW + wLow * TWO_THIRDS_HIGH + w * w * horner(w, LOG_SERIES);
  const cube = exactProduct(s, third);
  const cubeLow = low[0] + s * thirdLow + sLow * third;
  let high = exactSum(k * LN2_HIGH, 2 * s);
  let rest = low[0];
  high = exactSum(high, cube);
  rest += low[0] + (cubeLow + 2 * sLow + k * LN2_LOW);
  return exactSum(high, rest);
}
