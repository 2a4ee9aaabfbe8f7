// Holds assembly/lanes/sigmoid.ts to the bounds that it states.
import { expect, test } from "vitest";
import { between, evaluate, everyBinade, worstUlp } from "./sweep.ts";
import { sigmoid } from "./truth.ts";

test("sigmoid is within 3 ulp, or exactly 0 where the truth is below 2⁻¹²⁶, in every binade", () => {
  expect(worstUlp("sigmoidOf", sigmoid, everyBinade(), { flushed: true })).toBeLessThan(3);
});

test("sigmoid is within 3 ulp on [−110, 40] and gives no subnormal number", () => {
  for (const reach of [0.01, 0.7, 5, 30])
    expect(worstUlp("sigmoidOf", sigmoid, between(-reach, reach))).toBeLessThan(3);
  expect(worstUlp("sigmoidOf", sigmoid, between(-110, 40), { flushed: true })).toBeLessThan(3);
});

test("sigmoid of ±0 is ½, of −∞ 0, of ∞ 1, of NaN NaN", () => {
  const y = evaluate(
    "sigmoidOf",
    Float32Array.of(0, -0, 2 ** -149, Number.NEGATIVE_INFINITY, -1e38, Number.POSITIVE_INFINITY, 1e38, Number.NaN),
  );
  expect([...y]).toEqual([0.5, 0.5, 0.5, 0, 0, 1, 1, Number.NaN]);
});
