// The L1 and L2 penalty and its gradient against the float64 formula: on both cores.
import { describe, expect, test } from "vitest";
import { float32, float64, kernelCall, testCores } from "../support/kernel.ts";
import { expectClose, noise } from "../support/numbers.ts";

const cores = await testCores();
const lengths = [1, 3, 4, 5, 17];
const lambdas = [
  [0, 0],
  [0.3, 0],
  [0, 0.01],
  [0.25, 2],
] as const;

describe.each(cores)("in the %s core", (kind, core) => {
  const forward = (weights: ArrayLike<number>, pair: ArrayLike<number>, loss = [5, 6, 7]) =>
    kernelCall(core, "penaltyForward", {
      loss: float64(loss),
      weights: float32(weights),
      lambdas: float64(pair),
      count: weights.length,
    }).loss;
  const backward = (gradients: ArrayLike<number>, weights: ArrayLike<number>, pair: ArrayLike<number>) =>
    kernelCall(core, "penaltyBackward", {
      gradients: float32(gradients),
      weights: float32(weights),
      lambdas: float64(pair),
      count: weights.length,
    }).gradients;

  test.each(lengths)(
    "the penalty of %i weights lies within 1e-14 of λ₁ Σ|w| + ½λ₂ Σw², added to loss[2] alone",
    (n) => {
      const weights = noise(n, n);
      for (const [l1, l2] of lambdas) {
        const penalty = weights.reduce((sum, w) => sum + l1 * Math.abs(w) + 0.5 * l2 * w * w, 0);
        expectClose(forward(weights, [l1, l2]), [5, 6, 7 + penalty], { relative: 1e-14 }, `λ ${l1}, ${l2}`);
      }
    },
  );

  test.each(lengths)("the gradient of %i weights is g + λ₁ sign(w) + λ₂w within 2⁻²² of its terms", (n) => {
    const weights = noise(n, n + 50);
    const gradients = noise(n, n + 70);
    for (const [l1, l2] of lambdas) {
      const expected = Array.from(weights, (w, i) => gradients[i] + l1 * Math.sign(w) + l2 * w);
      expectClose(
        backward(gradients, weights, [l1, l2]),
        expected,
        { relative: 2 ** -22, absolute: 2 ** -22 },
        `λ ${l1}, ${l2}`,
      );
    }
  });

  test("the gradient is the penalty's slope by central differences, within 1e-5", () => {
    const weights = Float64Array.from(noise(17, 3));
    const pair = [0.3, 0.7];
    const slope = backward(new Float32Array(17), weights, pair);
    const step = 2 ** -10;
    weights.forEach((w, i) => {
      const at = (value: number) => forward(weights.with(i, value), pair, [0, 0, 0])[2];
      // w ± step may round to float32: divide by the step that was made
      const [above, below] = [Math.fround(w + step), Math.fround(w - step)];
      expect(Math.abs((at(above) - at(below)) / (above - below) - slope[i])).toBeLessThan(1e-5);
    });
  });

  test("the L1 slope at +0 and −0 is 0", () => {
    expect([...backward([1, 2, 3, 4, 5], [0, -0, 0, -0, 0], [0.5, 1])]).toEqual([1, 2, 3, 4, 5]);
  });

  test("NaN and ±∞ among the weights reach the penalty and their own gradients only", () => {
    const weights = [1, Number.NaN, -2, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    expect([...backward([0, 0, 0, 0, 0], weights, [0, 1])]).toEqual(weights);
    expect(forward(weights, [1, 1])[2]).toBeNaN();
    expect(forward([1, Number.NEGATIVE_INFINITY, 3], [1, 1])[2]).toBe(Number.POSITIVE_INFINITY);
  });

  test("weights of 1e38 do not overflow the penalty, and subnormal ones count", () => {
    expectClose(forward([1e38, -1e38], [0, 1], [0, 0, 0]), [0, 0, 1e76], { relative: 1e-7 }, kind);
    expect(forward([2 ** -149, -(2 ** -149)], [1, 0], [0, 0, 0])[2]).toBe(2 ** -148);
  });
});
