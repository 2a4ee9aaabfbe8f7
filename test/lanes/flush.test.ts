// Holds assembly/lanes/flush.ts to the bounds that it states.
import { expect, test } from "vitest";
import { evaluate, everyBinade, firstDifference } from "./sweep.ts";

test("flush gives +0 below the threshold and x itself from the threshold on, at both signs", () => {
  const x = everyBinade();
  const truth = x.map((value) => (Math.abs(value) < 2 ** -63 ? 0 : value));
  expect(firstDifference(evaluate("flushOf", x), truth)).toBe(-1);
});

test("flush keeps NaN and ±∞, and the threshold itself", () => {
  const t = 2 ** -63;
  const x = Float32Array.of(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    t,
    -t,
    t * (1 - 2 ** -24),
    -0,
  );
  const y = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, t, -t, 0, 0];
  expect([...evaluate("flushOf", x)]).toEqual(y);
});
