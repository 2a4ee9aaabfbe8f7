// The contract of every activation in the registry: shapes, positions, bounds, derivatives.
import { describe, expect, test } from "vitest";
import { float32, kernelCall, testCores } from "../support/kernel.ts";
import { backward, cases, forward, type KindName, kindOf, slope } from "./run.ts";

const cores = await testCores();
const [[, wasm], [, reference]] = cores;
const SMALLEST_NORMAL = 2 ** -126;

/** In ulp of the true value, on [−3, 3] and at the default parameter; hardSigmoid's line crosses 0 at −3: it is held by the absolute bound only, as what is not named here. */
const valueBound: Partial<Record<KindName, number>> = {
  sigmoid: 2.5,
  tanh: 3,
  relu: 0,
  leakyRelu: 0.5,
  elu: 1.5,
  selu: 2.5,
  gelu: 5.5,
  geluTanh: 12,
  silu: 3,
  softplus: 2,
  softsign: 2,
  mish: 4.5,
};
/** Absolute, beside 2e-6 relative. */
const SLOPE_BOUND = 1e-7;

const between = (low: number, high: number, count = 20001) =>
  Float32Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
/** Normal numbers of every size, ±0 and ±∞. */
const everySize = () => {
  const bits = Uint32Array.from({ length: 40000 }, (_, i) => i * 107374 + (Math.imul(i, 0x9e3779b1) >>> 16));
  const isNormal = (v: number) => v === 0 || Math.abs(v) >= SMALLEST_NORMAL;
  return Float32Array.of(...new Float32Array(bits.buffer).filter(isNormal), 0, -0, Infinity, -Infinity);
};
const sample = (count: number) => Float32Array.from({ length: count }, (_, i) => 4 * Math.sin(3 * i + 1));
const ulpOf = (v: number) => 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(v)))) - 23);
const isNormalOrZero = (v: number) => v === 0 || !(Math.abs(v) < SMALLEST_NORMAL);

describe.each(cases)("$title", (own) => {
  const { name, parameter } = own;
  const kind = kindOf(name);
  const isDefault = parameter === undefined || parameter === Math.fround(kind.parameter?.rule.fallback ?? Number.NaN);

  test.each(cores)("works at lengths 1, 3, 4, 5, 17 and writes nothing around (%s)", (_, core) => {
    const whole = forward(core, own, sample(17));
    const slopes = slope(core, own, sample(17));
    for (const count of [1, 3, 4, 5, 17]) {
      // kernelCall checks the guard words; equal bits at every position and length
      expect(forward(core, own, sample(count))).toEqual(whole.slice(0, count));
      expect(slope(core, own, sample(count))).toEqual(slopes.slice(0, count));
    }
    for (let i = 0; i < 17; i++) expect(forward(core, own, [sample(17)[i]])[0]).toBe(whole[i]);
  });

  test.each(cores)("in place is as out of place (%s)", (_, core) => {
    const x = sample(17);
    const cells = float32(x);
    const p = parameter === undefined ? null : float32([parameter]);
    const inPlace = kernelCall(core, kind.forward, { outputs: cells, inputs: cells, parameter: p, count: 17 }).outputs;
    const y = forward(core, own, x);
    expect(inPlace).toEqual(y);
    const dy = Float32Array.from(x, Math.cos);
    const kept = kind.keeps === "outputs" ? y : x;
    const gradients = float32(dy);
    const moved = kernelCall(core, kind.backward, {
      inputGradients: gradients,
      outputGradients: gradients,
      inputs: float32(kept),
      outputs: float32(kept),
      parameter: p,
      count: 17,
    }).inputGradients;
    expect(moved).toEqual(backward(core, own, kept, dy));
  });

  const bound = valueBound[name];
  if (isDefault && bound !== undefined)
    test(`is within ${bound} ulp on [−3, 3]`, () => {
      for (const x of [between(-3, 3), between(-0.01, 0.01)]) {
        const y = forward(wasm, own, x);
        const truth = forward(reference, own, x);
        const errors = Array.from(y, (v, i) => Math.abs(v - truth[i]) / ulpOf(truth[i]));
        expect(Math.max(...errors)).toBeLessThanOrEqual(bound);
      }
    });

  test("is within 2e-6 relative + 1e-7 absolute of the float64 formula everywhere", () => {
    for (const x of [between(-6, 6), between(-110, 110), everySize()]) {
      const y = forward(wasm, own, x);
      const truth = forward(reference, own, x);
      const worst = Math.max(
        ...Array.from(y, (v, i) =>
          v === Math.fround(truth[i]) ? 0 : Math.abs(v - truth[i]) / (2e-6 * Math.abs(truth[i]) + 1e-7),
        ),
      );
      expect(worst).toBeLessThanOrEqual(1);
    }
  });

  test(`its derivative is within 2e-6 relative + 1e-7 absolute of the float64 formula everywhere`, () => {
    for (const x of [between(-6, 6), between(-110, 110), everySize()]) {
      const s = slope(wasm, own, x);
      const truth = slope(reference, own, x);
      const worst = Math.max(
        ...Array.from(s, (v, i) => Math.abs(v - truth[i]) / (2e-6 * Math.abs(truth[i]) + SLOPE_BOUND)),
      );
      expect(worst).toBeLessThanOrEqual(1);
    }
  });

  test("makes no subnormal number out of normal ones, forward or back", () => {
    const x = everySize();
    expect(forward(wasm, own, x).every(isNormalOrZero)).toBe(true);
    const kept = kind.keeps === "outputs" ? forward(wasm, own, x) : x;
    for (const size of [1, 1e-6, 1e-20, 1e-30, -1.2e-38]) {
      const dy = new Float32Array(x.length).fill(size);
      expect(backward(wasm, own, kept, dy).every(isNormalOrZero)).toBe(true);
    }
  });

  test("its backward is its forward's central difference within 1e-8, in float64 and away from kinks", () => {
    const h = 1e-5;
    const x = [...between(-5.03, 5.01, 403)].filter((v) => Math.abs(v) > 0.01 && Math.abs(Math.abs(v) - 3) > 0.01);
    const above = forward(
      reference,
      own,
      x.map((v) => v + h),
    );
    const below = forward(
      reference,
      own,
      x.map((v) => v - h),
    );
    const dy = x.map((v) => Math.cos(v));
    const kept = kind.keeps === "outputs" ? forward(reference, own, x) : x;
    const got = backward(reference, own, kept, dy);
    x.forEach((_, i) => {
      expect(Math.abs(got[i] - (dy[i] * (above[i] - below[i])) / (2 * h))).toBeLessThan(1e-8);
    });
  });
});
