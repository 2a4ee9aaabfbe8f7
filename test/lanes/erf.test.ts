// Holds assembly/lanes/erf.ts to the bounds that it states.
import { expect, test } from "vitest";
import { between, evaluate, everyBinade, firstDifference, worstUlp } from "./sweep.ts";
import { erf, erfc } from "./truth.ts";

test("the truth is erf: values of Abramowitz & Stegun, table 7.1, and both formulas where they meet", () => {
  expect(erf(0.5)).toBeCloseTo(0.5204998778, 10);
  expect(erf(1)).toBeCloseTo(0.8427007929, 10);
  expect(erf(2)).toBeCloseTo(0.995322265, 10);
  expect(erfc(2.5) / (1 - erf(2.4999999999999996))).toBeCloseTo(1, 10);
});

test("erf is within 3 ulp in every binade of normal numbers", () => {
  const normal = everyBinade().filter((x) => !(Math.abs(x) < 2 ** -126) || x === 0);
  expect(worstUlp("erfOf", erf, normal)).toBeLessThan(3);
});

test("erf is within 3 ulp near 0 and up to saturation", () => {
  for (const reach of [0.01, 0.5, 2, 5]) expect(worstUlp("erfOf", erf, between(-reach, reach))).toBeLessThan(3);
});

test("erf(−x) is exactly −erf(x)", () => {
  const x = everyBinade();
  const minus = evaluate(
    "erfOf",
    x.map((value) => -value),
  );
  expect(
    firstDifference(
      minus.map((value) => -value),
      evaluate("erfOf", x),
    ),
  ).toBe(-1);
});

test("erf keeps ±0, gives ±1 from ±4 on, NaN at NaN", () => {
  const y = evaluate(
    "erfOf",
    Float32Array.of(0, -0, 4, -4, 1e38, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN),
  );
  expect([...y]).toEqual([0, -0, 1, -1, 1, 1, -1, Number.NaN]);
});
