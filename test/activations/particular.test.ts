// What holds of single activations: kinks, identities between them, their options.
import { expect, test } from "vitest";
import { readActivation } from "../../src/activations/activations.ts";
import { elu, leakyRelu, softplus } from "../../src/activations/makers.ts";
import { testCores } from "../support/kernel.ts";
import { backward, cases, forward, slope } from "./run.ts";

const cores = await testCores();
const caseOf = (title: string) => {
  const found = cases.find((c) => c.title === title || c.name === title);
  if (found === undefined) throw new Error(`no case ${title}`);
  return found;
};

test.each(cores)("at a kink the derivative is the one from the left (%s)", (_, core) => {
  for (const zero of [0, -0]) {
    expect(slope(core, caseOf("relu"), [zero])[0]).toBe(0);
    expect(slope(core, caseOf("leakyRelu"), [zero])[0]).toBeCloseTo(0.01, 8);
    expect(slope(core, caseOf("elu(alpha 0.25)"), [zero])[0]).toBe(0.25);
    expect(slope(core, caseOf("selu"), [zero])[0]).toBeCloseTo(1.7580993408473768, 6);
  }
  expect([...slope(core, caseOf("hardSigmoid"), [-3, 3])]).toEqual([0, 0]);
});

test("hardSigmoid has its slope at every float32 inside ±3, as near as they come", () => {
  const bits = new Uint32Array(4000).map((_, i) => 0x40400000 - 1 - i); // the 4000 numbers below 3
  const inside = new Float32Array(bits.buffer);
  const [[, wasm]] = cores;
  const sixth = Math.fround(1 / 6);
  expect(slope(wasm, caseOf("hardSigmoid"), inside).every((v) => v === sixth)).toBe(true);
  expect(
    slope(
      wasm,
      caseOf("hardSigmoid"),
      inside.map((v) => -v),
    ).every((v) => v === sixth),
  ).toBe(true);
});

test("a product of gradient and derivative is rounded as usual from 2⁻¹²⁵ up, 0 below 2⁻¹²⁶, and never subnormal", () => {
  const [[, wasm]] = cores;
  const bits = Uint32Array.from({ length: 40000 }, (_, i) => i * 107374 + (Math.imul(i, 0x9e3779b1) >>> 16));
  const dy = new Float32Array(bits.buffer).filter((v) => Number.isFinite(v));
  for (const slope of [0.01, 0.25, Math.fround(1 / 3), 0.99]) {
    const own = { title: "", name: "leakyRelu", parameter: Math.fround(slope) } as const;
    const got = backward(wasm, own, new Float32Array(dy.length).fill(-1), dy);
    got.forEach((v, i) => {
      const product = Math.fround(dy[i] * Math.fround(slope));
      const isSmall = Math.abs(product) < 2 ** -125;
      expect(v === product || (isSmall && v === 0)).toBe(true);
      expect(v === 0 || Math.abs(v) >= 2 ** -126).toBe(true);
    });
  }
});

test("|tanh t − (2σ(2t) − 1)| ≤ 2.4e-7", () => {
  const [[, wasm]] = cores;
  const t = Float32Array.from({ length: 40001 }, (_, i) => (i - 20000) / 1000);
  const tanh = forward(wasm, caseOf("tanh"), t);
  const sigmoid = forward(
    wasm,
    caseOf("sigmoid"),
    t.map((v) => 2 * v),
  );
  expect(Math.max(...tanh.map((v, i) => Math.abs(v - (2 * sigmoid[i] - 1))))).toBeLessThanOrEqual(2.4e-7);
});

test("an activation is given by name or as a frozen object with its parameter", () => {
  expect(readActivation("activation", "leakyRelu")).toEqual({ name: "leakyRelu", parameter: 0.01 });
  expect(leakyRelu()).toEqual(readActivation("activation", "leakyRelu"));
  expect(readActivation("activation", leakyRelu({ slope: 0.2 }))).toEqual({ name: "leakyRelu", parameter: 0.2 });
  expect(elu({ alpha: 2 })).toEqual({ name: "elu", parameter: 2 });
  expect(softplus({})).toEqual({ name: "softplus", parameter: 1 });
  expect(readActivation("activation", "identity")).toEqual({ name: "identity" });
  expect(Object.isFrozen(softplus())).toBe(true);
});

test("a wrong name, option or value throws and names what is right", () => {
  expect(() => readActivation("activation", "LeakyReLU")).toThrow('Did you mean "leakyRelu"?');
  expect(() => readActivation("activation", "gelutanh")).toThrow('Did you mean "geluTanh"?');
  expect(() => leakyRelu({ slop: 1 } as object)).toThrow('Did you mean "slope"?');
  expect(() => leakyRelu({ slope: -0.1 })).toThrow("leakyRelu.slope: got -0.1, expected a number ≥ 0");
  expect(() => elu({ alpha: 0 })).toThrow("elu.alpha: got 0, expected a number > 0");
  expect(() => softplus({ beta: Number.NaN })).toThrow("softplus.beta: got NaN, expected a number > 0");
});
