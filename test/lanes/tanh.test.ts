// Holds assembly/lanes/tanh.ts to the bounds that it states.
import { expect, test } from "vitest";
import { between, evaluate, everyBinade, firstDifference, worstUlp } from "./sweep.ts";

test("tanh is within 3 ulp in every binade", () => {
  expect(worstUlp("tanhOf", Math.tanh, everyBinade())).toBeLessThan(3);
});

test("tanh is within 3 ulp near 0 and up to saturation", () => {
  for (const reach of [0.01, 0.5, 2, 11]) expect(worstUlp("tanhOf", Math.tanh, between(-reach, reach))).toBeLessThan(3);
});

test("tanh is within 1 ulp from 1 on, so that 1 − tanh² is right to 1e-7", () => {
  expect(worstUlp("tanhOf", Math.tanh, between(1, 11))).toBeLessThan(1.01);
});

test("tanh(−x) is exactly −tanh(x)", () => {
  const x = everyBinade();
  const minus = evaluate(
    "tanhOf",
    x.map((value) => -value),
  );
  expect(
    firstDifference(
      minus.map((value) => -value),
      evaluate("tanhOf", x),
    ),
  ).toBe(-1);
});

test("tanh keeps ±0 and subnormal numbers, gives ±1 from ±10 on, NaN at NaN", () => {
  const y = evaluate(
    "tanhOf",
    Float32Array.of(
      0,
      -0,
      2 ** -149,
      -(2 ** -140),
      10,
      -10,
      1e38,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    ),
  );
  expect([...y]).toEqual([0, -0, 2 ** -149, -(2 ** -140), 1, -1, 1, 1, -1, Number.NaN]);
});
