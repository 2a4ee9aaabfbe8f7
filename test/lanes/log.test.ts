// Holds assembly/lanes/log.ts to the bounds that it states.
import { expect, test } from "vitest";
import { between, evaluate, everyBinade, worstUlp } from "./sweep.ts";

test("log is within 1 ulp in every binade, subnormal numbers included", () => {
  expect(worstUlp("logOf", Math.log, everyBinade())).toBeLessThan(1);
});

test("log is within 1 ulp near 1", () => {
  for (const reach of [1e-4, 0.1, 0.9])
    expect(worstUlp("logOf", Math.log, between(1 - reach, 1 + reach))).toBeLessThan(1);
  expect(worstUlp("logOf", Math.log, between(1e-3, 100))).toBeLessThan(1);
});

test("log of 1 is +0, of ±0 −∞, of ∞ ∞, of negative numbers and NaN NaN", () => {
  const y = evaluate(
    "logOf",
    Float32Array.of(1, 0, -0, Number.POSITIVE_INFINITY, -1, -(2 ** -149), Number.NEGATIVE_INFINITY, Number.NaN),
  );
  expect([...y]).toEqual([
    0,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});
