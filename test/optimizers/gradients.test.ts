// Gradients cleared, guarded and clipped, and the cost that a step notes: on both cores.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HALT_CONVERGED, HALT_NOT_FINITE } from "../../assembly/abi.ts";
import { cursor, float32, float64, kernelCall, testCores, zeros } from "../support/kernel.ts";
import { expectClose, noise } from "../support/numbers.ts";

const cores = await testCores();
const lengths = [1, 3, 4, 5, 17];
const notFinite = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

describe.each(cores)("in the %s core", (kind, core) => {
  const guard = (gradients: ArrayLike<number>, { threshold = -1, loss = [1, 2, 3] } = {}) => {
    const called = kernelCall(core, "gradientsGuard", {
      cursor: cursor({ row: 3, step: 4 }),
      norm: float64([99, threshold]),
      loss: float64(loss),
      gradients: float32(gradients),
      count: gradients.length,
    });
    expect(called.norm[1]).toBe(threshold);
    expect([...called.loss]).toEqual(loss);
    return { halt: called.cursor[4], squares: called.norm[0] };
  };

  test.each([0, ...lengths])("gradientsClear makes %i gradients and the loss's three sums 0", (n) => {
    const { gradients, loss } = kernelCall(core, "gradientsClear", {
      gradients: float32(new Float32Array(n).fill(Number.NaN)),
      loss: float64([Number.NaN, 2, 3]),
      count: n,
    });
    expect([...gradients]).toEqual(new Array(n).fill(0));
    expect([...loss]).toEqual([0, 0, 0]);
  });

  test.each([...lengths, 1000])("gradientsGuard's Σg² of %i gradients lies within 1e-12 of the float64 sum", (n) => {
    const gradients = noise(n, n);
    const { halt, squares } = guard(gradients);
    const expected = gradients.reduce((sum, g) => sum + g * g, 0);
    expect(Math.abs(squares - expected)).toBeLessThanOrEqual(1e-12 * expected);
    expect(halt).toBe(0);
  });

  test.each(lengths)("it halts on NaN, ∞ and −∞ at any of %i places, and not before", (n) => {
    expect(guard(new Float32Array(n)).halt).toBe(0);
    for (let i = 0; i < n; i++)
      for (const odd of notFinite) expect(guard(noise(n, 1).with(i, odd)).halt).toBe(HALT_NOT_FINITE);
  });

  test("it halts on a loss or a penalty that is not finite; Σ loss² may overflow", () => {
    for (const odd of notFinite) {
      expect(guard([1], { loss: [odd, 0, 0] }).halt).toBe(HALT_NOT_FINITE);
      expect(guard([1], { loss: [0, 0, odd] }).halt).toBe(HALT_NOT_FINITE);
    }
    expect(guard([1], { loss: [1e300, Number.POSITIVE_INFINITY, 0] }).halt).toBe(0);
  });

  test("gradients of 3e38, whose squares overflow in float32, do not halt; nor do subnormal ones vanish", () => {
    const { halt, squares } = guard(new Float32Array(17).fill(-3e38));
    expect(halt).toBe(0);
    expectClose([squares], [17 * Math.fround(3e38) ** 2], { relative: 1e-7 }, kind);
    expect(guard([2 ** -149, 0, 0, 0, 2 ** -149]).squares).toBe(2 ** -297);
  });

  test("it halts as converged where Σg² ≤ threshold, never with a negative one, and not finite comes first", () => {
    expect(guard([3, 4], { threshold: 25 }).halt).toBe(HALT_CONVERGED);
    expect(guard([3, 4], { threshold: 24.999 }).halt).toBe(0);
    expect(guard([0, 0], { threshold: 0 }).halt).toBe(HALT_CONVERGED);
    expect(guard([0, 0], { threshold: -1 }).halt).toBe(0);
    expect(guard([3, Number.NaN], { threshold: Number.POSITIVE_INFINITY }).halt).toBe(HALT_NOT_FINITE);
  });

  const clip = (gradients: ArrayLike<number>, limit: number) =>
    kernelCall(core, "gradientsClip", {
      gradients: float32(gradients),
      norm: float64([Array.from(gradients).reduce((sum, g) => sum + g * g, 0), -1]),
      limit: float64([limit]),
      count: gradients.length,
    }).gradients;

  test.each(lengths)("gradientsClip scales %i gradients to the limit within 2⁻²² and keeps what is shorter", (n) => {
    const gradients = noise(n, n + 5);
    const length = Math.hypot(...gradients);
    const clipped = clip(gradients, length / 3);
    expectClose(
      clipped,
      gradients.map((g) => g / 3),
      { relative: 2 ** -22 },
      kind,
    );
    expectClose([Math.hypot(...clipped)], [length / 3], { relative: 2 ** -22 }, kind);
    expect([...clip(gradients, length * 1.001)]).toEqual([...gradients]);
  });

  test("a norm equal to the limit is left as it is, and gradients of 1e38 are clipped to it", () => {
    expect([...clip([3, 4], 5)]).toEqual([3, 4]);
    const clipped = clip(new Float32Array(4).fill(1e38), 1);
    expectClose(clipped, [0.5, 0.5, 0.5, 0.5], { relative: 1e-6 }, kind);
    expect([...clip([3, -4], 0)].map(Math.abs)).toEqual([0, 0]);
  });

  test("no clipped norm lies above the limit by more than 1e-6 of it", () => {
    const numbers = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -100, max: 100 }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (gradients, limit) => {
        expect(Math.hypot(...clip(gradients, limit))).toBeLessThanOrEqual(limit * (1 + 1e-6));
      }),
      { numRuns: 100 },
    );
  });

  test("costNote writes Σ loss / rows + penalty at the cursor's step alone", () => {
    for (const step of [0, 2, 4]) {
      const { costs } = kernelCall(core, "costNote", {
        costs: zeros(5),
        loss: float64([12, 1e9, 0.25]),
        cursor: cursor({ step }),
        rows: 8,
      });
      expect([...costs]).toEqual([0, 1, 2, 3, 4].map((i) => (i === step ? 1.75 : 0)));
    }
  });
});
