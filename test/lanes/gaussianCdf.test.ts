// Holds assembly/lanes/gaussianCdf.ts to the bounds that it states.
import { expect, test } from "vitest";
import { between, evaluate, everyBinade, worstUlp } from "./sweep.ts";
import { gaussianCdf } from "./truth.ts";

test("gaussianCdf is within 8 ulp, lower tail included, or exactly 0 where the truth is below 2⁻¹²⁶", () => {
  for (const [low, high] of [
    [-0.1, 0.1],
    [-5, 5],
    [-12.9499, -4],
  ] as const) {
    expect(worstUlp("gaussianCdfOf", gaussianCdf, between(low, high))).toBeLessThan(8);
  }
  const binades = everyBinade().filter((x) => !(x > -12.95 && x < -12.9499)); // there the truth is not yet below
  expect(worstUlp("gaussianCdfOf", gaussianCdf, binades, { flushed: true })).toBeLessThan(8);
});

test("gaussianCdf gives no subnormal number", () => {
  expect(evaluate("gaussianCdfOf", between(-20, -12)).every((y) => y === 0 || y >= 2 ** -126)).toBe(true);
});

test("x·gaussianCdf(x) is GELU to 2e-6 relative and 1e-7 absolute", () => {
  const x = between(-20, 20);
  const worst = evaluate("gaussianCdfOf", x).reduce((most, y, i) => {
    const at = x[i] ?? 0;
    const truth = at * gaussianCdf(at);
    return Math.max(most, Math.abs(Math.fround(at * y) - truth) / (2e-6 * Math.abs(truth) + 1e-7));
  }, 0);
  expect(worst).toBeLessThan(1);
});

test("gaussianCdf of ±0 is ½, of −∞ 0, of ∞ 1, of NaN NaN", () => {
  const y = evaluate(
    "gaussianCdfOf",
    Float32Array.of(0, -0, 2 ** -149, Number.NEGATIVE_INFINITY, -13, Number.POSITIVE_INFINITY, 1e38, Number.NaN),
  );
  expect([...y]).toEqual([0.5, 0.5, 0.5, 0, 0, 1, 1, Number.NaN]);
});
