// Slow reference values of log, exp, sin and cos in fixed point with 300 binary places.

const PLACES = 300n;
const ONE = 1n << PLACES;

const shifted = (a: bigint, places: number): bigint => (places >= 0 ? a << BigInt(places) : a >> BigInt(-places));

/** A finite float64 as [a whole number, a power of two]. */
function parts(x: number): [bigint, number] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 2047n);
  const fraction = (bits & ((1n << 52n) - 1n)) | (exponent > 0 ? 1n << 52n : 0n);
  return [x < 0 ? -fraction : fraction, Math.max(exponent, 1) - 1075];
}

/** A finite float64 as a fixed-point number; exact where its last bit is above 2⁻³⁰⁰. */
export function fixed(x: number): bigint {
  const [fraction, exponent] = parts(x);
  return shifted(fraction, exponent + Number(PLACES));
}

export const times = (a: bigint, b: bigint): bigint => (a * b) >> PLACES;

/** Σ over n ≥ 0 of terms that `next` makes from the one before. */
function series(first: bigint, next: (term: bigint, n: bigint) => bigint): bigint {
  let total = 0n;
  let n = 0n;
  for (let term = first; term !== 0n && term !== -1n; term = next(term, n++)) total += term;
  return total;
}

const artanh = (s: bigint): bigint => {
  const w = times(s, s);
  let power = s;
  let total = 0n;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n, power = times(power, w)) total += power / n;
  return total;
};
const arctanInverse = (q: bigint): bigint => {
  let power = ONE / q;
  let total = 0n;
  for (let n = 1n; power !== 0n; n += 2n, power /= q * q) total += n % 4n === 1n ? power / n : -(power / n);
  return total;
};
const LN2 = 2n * artanh(ONE / 3n);
export const PI = 4n * (4n * arctanInverse(5n) - arctanInverse(239n));

/** log x for a float64 x > 0. */
export function exactLog(x: number): bigint {
  let k = 0n;
  let m = x;
  for (; m >= 1.5; k++) m /= 2;
  for (; m < 0.75; k--) m *= 2;
  const f = fixed(m);
  return 2n * artanh(((f - ONE) << PLACES) / (f + ONE)) + k * LN2;
}

/** eˣ for a fixed-point x, as [mantissa in fixed point, power of two]. */
export function exactExp(x: bigint): [bigint, number] {
  const n = x / LN2;
  const r = x - n * LN2;
  return [series(ONE, (term, i) => times(term, r) / (i + 1n)), Number(n)];
}

/** sin x for a fixed-point x of modest size. */
export const exactSin = (x: bigint): bigint => {
  const r = x % (2n * PI);
  return series(r, (term, n) => -times(times(term, r), r) / ((2n * n + 2n) * (2n * n + 3n)));
};
export const exactCos = (x: bigint): bigint => exactSin(x + PI / 2n);

/** The distance of `got` from `mantissa`·2^power, in units of the last place of a float64 of that size. */
export function ulps(got: number, mantissa: bigint, power = 0): number {
  const size = (mantissa < 0n ? -mantissa : mantissa).toString(2).length - 1 - Number(PLACES) + power;
  const ulp = Math.max(size, -1022) - 52;
  const [fraction, exponent] = parts(got);
  const difference = shifted(fraction, exponent - ulp + 20) - shifted(mantissa, power - Number(PLACES) - ulp + 20);
  return Math.abs(Number(difference)) * 2 ** -20;
}
