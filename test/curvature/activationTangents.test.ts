// The contract of every activation's tangent kernel: lengths, its twin, central differences of the backward kernel.
import { describe, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { type Case, cases, forward, kindOf, slope } from "../activations/run.ts";
import { float32, kernelCall, testCores } from "../support/kernel.ts";
import { noise } from "../support/numbers.ts";

const cores = await testCores();
const [[, wasm], [, reference]] = cores;
const curved = cases.filter(({ name }) => kindOf(name).tangent !== null);
const straight = cases.filter(({ name }) => kindOf(name).tangent === null);

interface Given {
  readonly x: ArrayLike<number>;
  readonly before: ArrayLike<number>;
  readonly gradients: ArrayLike<number>;
  readonly tangents: ArrayLike<number>;
}

/** before + gradients · f″(x) · tangents; only what the activation keeps is given as a number. */
function tangent(core: Core, of: Case, { x, before, gradients, tangents }: Given) {
  const { tangent: kernel, keeps } = kindOf(of.name);
  if (kernel === null) throw new Error(`${of.name} has no tangent`);
  const kept = keeps === "outputs" ? forward(core, of, x) : x;
  const unread = float32(new Float32Array(x.length).fill(Number.NaN));
  return kernelCall(core, kernel, {
    gradientTangents: float32(before),
    outputGradients: float32(gradients),
    inputTangents: float32(tangents),
    inputs: keeps === "inputs" ? float32(kept) : unread,
    outputs: keeps === "outputs" ? float32(kept) : unread,
    parameter: of.parameter === undefined ? null : float32([of.parameter]),
    count: x.length,
  }).gradientTangents;
}

const ones = (count: number) => new Float32Array(count).fill(1);
const curve = (core: Core, of: Case, x: ArrayLike<number>) =>
  tangent(core, of, { x, before: new Float32Array(x.length), gradients: ones(x.length), tangents: ones(x.length) });
const between = (low: number, high: number, count: number) =>
  Float32Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));

describe.each(curved)("$title", (own) => {
  test.each(cores)("adds, with the same bits at lengths 1, 3, 4, 5, 17, and writes nothing around (%s)", (_, core) => {
    const given = {
      x: noise(17, 1).map((v) => 4 * v),
      before: noise(17, 2),
      gradients: noise(17, 3),
      tangents: noise(17, 4),
    };
    const whole = tangent(core, own, given);
    for (const count of [1, 3, 4, 5, 17]) {
      const cut = Object.fromEntries(Object.entries(given).map(([k, v]) => [k, v.slice(0, count)])) as unknown as Given;
      expect(tangent(core, own, cut)).toEqual(whole.slice(0, count));
    }
    const still = tangent(core, own, { ...given, tangents: new Float32Array(17) });
    expect(Array.from(still)).toEqual(Array.from(given.before));
  });

  test("f″ is within 1e-5 relative + 1e-6·max(1, p²) absolute of the float64 formula on [−6, 6]", () => {
    const x = between(-6, 6, 4001);
    const received = curve(wasm, own, x);
    const truth = curve(reference, own, x);
    const size = Math.max(1, (own.parameter ?? 1) ** 2);
    const worst = Math.max(
      ...Array.from(received, (v, i) => Math.abs(v - truth[i]) / (1e-5 * Math.abs(truth[i]) + 1e-6 * size)),
    );
    expect(worst).toBeLessThanOrEqual(1);
  });

  // tanh and sigmoid keep outputs that have reached a limit there, and so has their slope; gelu's f″ and geluTanh's end at ±13
  const known: Readonly<Record<string, readonly [number, number]>> = {
    tanh: [0, 0],
    sigmoid: [-40, -5],
    gelu: [-10, -5],
    geluTanh: [-10, -5],
  };
  const [low, high] = known[own.name] ?? [-40, 18];
  test(`f″ is within 2e-5 of itself on [${low}, −5] and [5, ${high}], where it is above 2⁻¹²⁰`, () => {
    const x = between(low, high, 4001).filter((v) => Math.abs(v) >= 5);
    const received = curve(wasm, own, x);
    const truth = curve(reference, own, x);
    const wrong = [...x].filter((_, i) => {
      const size = Math.abs(truth[i]);
      return size > 2 ** -120 && Math.abs(received[i] - truth[i]) > 2e-5 * size;
    });
    expect(wrong).toEqual([]);
  });

  test.each(cores)("f″ is finite at ±20, ±110, ±1e4 and ±1e30 (%s)", (_, core) => {
    const x = [20, 110, 1e4, 1e30].flatMap((v) => [v, -v]);
    expect(Array.from(curve(core, own, x)).filter((v) => !Number.isFinite(v))).toEqual([]);
  });

  test("is the backward kernel's central difference within 1e-7, in float64 and away from kinks", () => {
    const h = 1e-5;
    const x = [...between(-5.03, 5.01, 403)].filter((v) => Math.abs(v) > 0.01);
    const at = (by: number) => slope(reference, own, x.map((v) => v + by) as never);
    const [above, below] = [at(h), at(-h)];
    const given = { x, before: noise(x.length, 5), gradients: noise(x.length, 6), tangents: noise(x.length, 7) };
    const received = tangent(reference, own, given);
    x.forEach((_, i) => {
      const bend = (above[i] - below[i]) / (2 * h);
      expect(Math.abs(received[i] - given.before[i] - given.gradients[i] * given.tangents[i] * bend)).toBeLessThan(
        1e-7,
      );
    });
  });
});

test.each(straight)("$title has no tangent kernel: its derivative does not change but at its kinks", (own) => {
  const x = [...between(-5.03, 5.01, 403)].filter((v) => Math.abs(v) > 0.01 && Math.abs(Math.abs(v) - 3) > 0.01);
  const at = (by: number) => slope(reference, own, x.map((v) => v + by) as never);
  // hardSigmoid's 1/6 and leakyRelu's slope come back exactly
  expect(Array.from(at(1e-5))).toEqual(Array.from(at(-1e-5)));
});
