// Holds assembly/lanes/log1p.ts to the bounds that it states.
import { expect, test } from "vitest";
import { between, evaluate, everyBinade, worstUlp } from "./sweep.ts";

test("log1p is within 2 ulp in every binade", () => {
  expect(worstUlp("log1pOf", Math.log1p, everyBinade())).toBeLessThan(2);
});

test("log1p is within 2 ulp near 0, near −1 and above", () => {
  for (const reach of [1e-4, 0.1, 0.99])
    expect(worstUlp("log1pOf", Math.log1p, between(-reach, reach))).toBeLessThan(2);
  expect(worstUlp("log1pOf", Math.log1p, between(-1 + 2 ** -24, -0.9))).toBeLessThan(2);
  expect(worstUlp("log1pOf", Math.log1p, between(0, 50))).toBeLessThan(2);
});

test("log1p keeps ±0, 1e-30 and subnormal numbers, gives −∞ at −1, ∞ at ∞, NaN below −1 and at NaN", () => {
  const y = evaluate(
    "log1pOf",
    Float32Array.of(
      0,
      -0,
      2 ** -149,
      -(2 ** -140),
      1e-30,
      -1e-30,
      -1,
      Number.POSITIVE_INFINITY,
      -1.0000001,
      -1e38,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    ),
  );
  expect([...y]).toEqual([
    0,
    -0,
    2 ** -149,
    -(2 ** -140),
    Math.fround(1e-30),
    Math.fround(-1e-30),
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});
