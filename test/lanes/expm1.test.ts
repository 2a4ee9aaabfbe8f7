// Holds assembly/lanes/expm1.ts to the bounds that it states.
import { expect, test } from "vitest";
import { between, evaluate, everyBinade, worstUlp } from "./sweep.ts";

test("expm1 is within 2 ulp in every binade", () => {
  expect(worstUlp("expm1Of", Math.expm1, everyBinade())).toBeLessThan(2);
});

test("expm1 is within 2 ulp near 0, near −1 and up to overflow", () => {
  for (const reach of [0.01, 0.5, 2, 20])
    expect(worstUlp("expm1Of", Math.expm1, between(-reach, reach))).toBeLessThan(2);
  expect(worstUlp("expm1Of", Math.expm1, between(-110, 88.72283))).toBeLessThan(2);
});

test("expm1 keeps ±0 and subnormal numbers, gives −1 at −∞, ∞ at ∞, NaN at NaN", () => {
  const y = evaluate(
    "expm1Of",
    Float32Array.of(
      0,
      -0,
      2 ** -149,
      -(2 ** -140),
      Number.NEGATIVE_INFINITY,
      -1e38,
      Number.POSITIVE_INFINITY,
      1e38,
      Number.NaN,
    ),
  );
  expect([...y]).toEqual([
    0,
    -0,
    2 ** -149,
    -(2 ** -140),
    -1,
    -1,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ]);
});
