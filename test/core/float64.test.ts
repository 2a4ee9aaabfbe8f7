// float64.ts and powers.ts against fixed-point values of 300 places. Add a function: its exact twin in exact.ts, then one test here.
import { expect, test } from "vitest";
import { cos, cosHalfTurn, cosTurn, log, sin, sinTurn } from "../../src/numbers/float64.ts";
import { exp, pow } from "../../src/numbers/powers.ts";
import { exactCos, exactExp, exactLog, exactSin, fixed, PI, times, ulps } from "./exact.ts";

/** Numbers spread evenly over [from, to) by steps of the golden ratio, the same in every run. */
const spread = (count: number, from: number, to: number): number[] =>
  Array.from({ length: count }, (_, i) => from + (to - from) * ((i * 0.6180339887498949) % 1));
const largest = (values: readonly number[], error: (value: number) => number): number =>
  values.reduce((worst, value) => Math.max(worst, error(value)), 0);
const BOUND = 1;

test("log is within 1 ulp on (0, ∞), near 1, at powers of two and on subnormal numbers", () => {
  const values = [
    ...spread(2000, 1e-3, 4),
    ...spread(500, 0.999999, 1.000001),
    ...spread(500, -1022, 1023).map((e) => 2 ** Math.floor(e) * (1 + Math.abs(e % 1))),
    ...[1 + 2 ** -52, 1 - 2 ** -53, Math.SQRT2, Math.SQRT1_2, 5e-324, 2 ** -1022, 2 ** -53, Number.MAX_VALUE],
  ];
  expect(largest(values, (x) => ulps(log(x), exactLog(x)))).toBeLessThan(BOUND);
});

test("exp is within 1 ulp on [−745, 709.78], also where the result is subnormal", () => {
  const values = [...spread(2000, -2, 2), ...spread(2000, -745, 709.78), ...spread(200, -1e-9, 1e-9), 709.782712893384];
  expect(largest(values, (x) => ulps(exp(x), ...exactExp(fixed(x))))).toBeLessThan(BOUND);
});

test("pow is within 1 ulp for bases in [1e-300, 1e300] and exponents that keep the result normal", () => {
  const error = (x: number, y: number) => ulps(pow(x, y), ...exactExp(times(exactLog(x), fixed(y))));
  let worst = 0;
  for (const x of [0.9, 0.95, 0.999, 0.3, 1 - 2 ** -40, 1 + 2 ** -52, 1.5, 10, 1e-300, 1e300, Math.SQRT2])
    for (const y of spread(60, -1, 1)) worst = Math.max(worst, error(x, (y * 700) / Math.max(Math.abs(log(x)), 1e-12)));
  for (const x of spread(800, 0.01, 3))
    for (const y of [0.5, 0.9, 2, 7, 100, -1, -33.3]) worst = Math.max(worst, error(x, y));
  expect(worst).toBeLessThan(BOUND);
});

test("sinTurn and cosTurn are within 1 ulp on [0, 1) and near every quarter", () => {
  const near = [0, 0.125, 0.25, 0.375, 0.5, 0.75, 0.875].flatMap((u) => spread(50, u + 1e-9, u + 1e-6));
  const values = [...spread(3000, 0, 1), ...near, ...near.map((u) => 2 ** -30 * u), 1 - 2 ** -53, 2 ** -53];
  const angle = (u: number) => 2n * times(PI, fixed(u));
  expect(largest(values, (u) => ulps(sinTurn(u), exactSin(angle(u))))).toBeLessThan(BOUND);
  expect(largest(values, (u) => ulps(cosTurn(u), exactCos(angle(u))))).toBeLessThan(BOUND);
  expect(largest(values, (u) => ulps(cosHalfTurn(u), exactCos(angle(u / 2))))).toBeLessThan(BOUND);
});

test("sin and cos are within 1 ulp on [−100, 100], also beside their zeros", () => {
  const zeros = Array.from({ length: 127 }, (_, i) => (i - 63) * (Math.PI / 2));
  const values = [...spread(3000, -100, 100), ...zeros.filter((x) => x !== 0), 1e-8, 1e-300].filter(
    (x) => Math.abs(x) > 1e-50,
  );
  expect(largest(values, (x) => ulps(sin(x), exactSin(fixed(x))))).toBeLessThan(BOUND);
  expect(largest(values, (x) => ulps(cos(x), exactCos(fixed(x))))).toBeLessThan(BOUND);
});

test("pow is exact for powers of two, for x⁰ and x¹, and wherever the power fits a float64", () => {
  for (let k = -1074; k <= 1023; k++) {
    expect(pow(2, k)).toBe(2 ** k);
    expect(pow(0.5, -k)).toBe(2 ** k);
  }
  for (const x of [0, 0.1, 3, 1e300, Number.POSITIVE_INFINITY]) expect([pow(x, 0), pow(x, 1)]).toEqual([1, x]);
  for (let base = 3; base <= 19; base += 2)
    for (let power = 1, n = 0; power < 2 ** 53; power *= base, n++) expect(pow(base, n)).toBe(power);
  for (let n = 1; n < 1000; n++) expect(pow(n * n, 0.5)).toBe(n);
});

test("quarters of a turn are exact", () => {
  expect([0, 0.25, 0.5, 0.75, 1, -0.25].map((u) => sinTurn(u) + 0)).toEqual([0, 1, 0, -1, 0, -1]);
  expect([0, 0.25, 0.5, 0.75, 1, -0.25].map((u) => cosTurn(u) + 0)).toEqual([1, 0, -1, 0, 1, 0]);
  expect([0, 0.5, 1].map((u) => cosHalfTurn(u) + 0)).toEqual([1, 0, -1]);
});

test("0, ∞, NaN and what overflows follow IEEE 754", () => {
  const inf = Number.POSITIVE_INFINITY;
  const nan = Number.NaN;
  expect([log(0), log(-0), log(-1), log(inf), log(nan), log(1)]).toEqual([-inf, -inf, nan, inf, nan, 0]);
  expect([exp(inf), exp(-inf), exp(nan), exp(710), exp(-746), exp(0)]).toEqual([inf, 0, nan, inf, 0, 1]);
  expect([pow(0, 2), pow(0, -2), pow(inf, 2), pow(inf, -2), pow(nan, 2), pow(2, nan), pow(-2, 2)]).toEqual([
    0,
    inf,
    inf,
    0,
    nan,
    nan,
    nan,
  ]);
  expect([pow(2, inf), pow(0.5, inf), pow(2, -inf), pow(2, 1024), pow(2, -1076)]).toEqual([inf, 0, 0, inf, 0]);
  expect([sin(nan), cos(inf), sinTurn(nan), cosTurn(-inf), sin(2 ** 21)]).toEqual([nan, nan, nan, nan, nan]);
});

test("every function's bits over 6,000 values are the published ones", () => {
  const values = [
    ...spread(1000, 1e-3, 50).map(log),
    ...spread(1000, -50, 50).map(exp),
    ...spread(1000, 1e-3, 3).map((x) => pow(x, 2.5 - x)),
    ...spread(1000, 0, 1).map(cosTurn),
    ...spread(1000, -100, 100).map(sin),
    ...spread(1000, -100, 100).map(cos),
  ];
  let hash = 0xcbf29ce484222325n;
  for (const byte of new Uint8Array(Float64Array.from(values).buffer))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  expect(hash.toString(16)).toBe("473b78132d7bfcfc");
});
