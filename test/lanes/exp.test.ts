// Holds assembly/lanes/exp.ts to the bounds that it states.
import { expect, test } from "vitest";
import { between, evaluate, everyBinade, worstUlp } from "./sweep.ts";

test("exp is within 1.02 ulp on [−87.33654, 88.72283]", () => {
  for (const reach of [0.01, 0.7, 5, 30])
    expect(worstUlp("expOf", Math.exp, between(-reach, reach))).toBeLessThan(1.02);
  expect(worstUlp("expOf", Math.exp, between(-87.33654, 88.72283))).toBeLessThan(1.02);
});

test("exp is within 1.02 ulp, or exactly 0 where the truth is below 2⁻¹²⁶, in every binade", () => {
  expect(worstUlp("expOf", Math.exp, everyBinade(), { flushed: true })).toBeLessThan(1.02);
});

test("exp gives no subnormal number and no negative one on [−110, −80]", () => {
  expect(worstUlp("expOf", Math.exp, between(-110, -80), { flushed: true })).toBeLessThan(1.02);
  expect(evaluate("expOf", between(-110, -80)).every((y) => y === 0 || y >= 2 ** -126)).toBe(true);
});

test("exp of 0 is 1, of −∞ 0, of ∞ and all above 88.72283 ∞, of NaN NaN", () => {
  const y = evaluate(
    "expOf",
    Float32Array.of(
      0,
      -0,
      Number.NEGATIVE_INFINITY,
      -1e38,
      -87.33655,
      Number.POSITIVE_INFINITY,
      1e38,
      88.72284,
      89.5,
      Number.NaN,
    ),
  );
  expect([...y]).toEqual([
    1,
    1,
    0,
    0,
    0,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ]);
});
