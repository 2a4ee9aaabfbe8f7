// Where weights begin: full variances, bounds, orthogonality, streams of their own; and what equal weights do.
import { expect, test } from "vitest";
import { Network } from "../../src/index.ts";
import { dense } from "../../src/layers/dense.ts";
import { initializerNames, initializers } from "../../src/layers/initializers.ts";
import { lossKinds } from "../../src/losses/kinds.ts";
import { classified, compiled, lively, optimizerNames, small } from "../training/support.ts";

const [INPUTS, OUTPUTS] = [300, 200];
const COUNT = INPUTS * OUTPUTS;

async function drawn(initializer: Parameters<typeof dense>[1] & object, inputs = INPUTS, outputs = OUTPUTS, seed = 1) {
  const layers = [dense(outputs, { bias: false, ...initializer })];
  const network = await Network.create({ inputs, layers, loss: "hinge", core: compiled, seed });
  const { parameters } = network;
  network.dispose();
  return parameters;
}
const mean = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
const moment = (values: Float32Array, power: number) => values.reduce((sum, v) => sum + v ** power, 0) / values.length;

/** 5 standard errors: the seed is fixed, so this either holds or does not. */
const Z = 5;

test.each([
  ["he", Math.sqrt(2 / INPUTS)],
  ["xavier", Math.sqrt(2 / (INPUTS + OUTPUTS))],
  ["lecun", Math.sqrt(1 / INPUTS)],
])(
  "%s has mean 0, its full variance and a normal's fourth moment, within 5 standard errors",
  async (initializer, deviation) => {
    const weights = await drawn({ initializer });
    const variance = deviation ** 2;
    expect(Math.abs(mean(weights))).toBeLessThan((Z * deviation) / Math.sqrt(COUNT));
    expect(Math.abs(moment(weights, 2) / variance - 1)).toBeLessThan(Z * Math.sqrt(2 / COUNT));
    // E z⁴ = 3 with variance 96; a normal cut off at two deviations would have 2.2
    expect(Math.abs(moment(weights, 4) / variance ** 2 - 3)).toBeLessThan(Z * Math.sqrt(96 / COUNT));
    expect(weights.some((w) => Math.abs(w) > 3.5 * deviation)).toBe(true);
  },
);

test("normal has the deviation that it is given", async () => {
  const weights = await drawn({ initializer: initializers.normal({ deviation: 0.25 }) });
  expect(Math.abs(moment(weights, 2) / 0.0625 - 1)).toBeLessThan(Z * Math.sqrt(2 / COUNT));
});

test.each([
  ["heUniform", Math.sqrt(6 / INPUTS)],
  ["xavierUniform", Math.sqrt(6 / (INPUTS + OUTPUTS))],
])("%s fills ±its limit evenly and never leaves it", async (initializer, limit) => {
  const weights = await drawn({ initializer });
  const largest = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
  expect(largest).toBeLessThanOrEqual(Math.fround(limit));
  expect(largest).toBeGreaterThan(limit * (1 - 20 / COUNT));
  expect(Math.abs(mean(weights))).toBeLessThan((Z * limit) / Math.sqrt(3 * COUNT));
  expect(Math.abs(moment(weights, 2) / (limit ** 2 / 3) - 1)).toBeLessThan(Z * Math.sqrt(0.8 / COUNT));
});

test.each([
  [40, 30],
  [30, 40],
  [1, 7],
  [16, 16],
])("orthogonal: the shorter sides of %i × %i are orthonormal within 1e-6", async (inputs, outputs) => {
  const w = await drawn({ initializer: "orthogonal" }, inputs, outputs);
  const short = Math.min(inputs, outputs);
  const at = (vector: number, i: number) => (outputs <= inputs ? w[vector * inputs + i] : w[i * inputs + vector]);
  for (let a = 0; a < short; a++) {
    for (let b = 0; b <= a; b++) {
      let dot = 0;
      for (let i = 0; i < Math.max(inputs, outputs); i++) dot += at(a, i) * at(b, i);
      expect(Math.abs(dot - (a === b ? 1 : 0))).toBeLessThan(1e-6);
    }
  }
});

test("zeros and constant are just that, and biases begin at 0 whatever the initializer", async () => {
  expect((await drawn({ initializer: "zeros" })).every((w) => w === 0)).toBe(true);
  const third = await drawn({ initializer: initializers.constant({ value: 1 / 3 }) });
  expect(third.every((w) => w === Math.fround(1 / 3))).toBe(true);
  for (const initializer of initializerNames) {
    const biases = (await drawn({ initializer, bias: true }, 7, 4)).subarray(28);
    expect([...biases], initializer).toEqual([0, 0, 0, 0]);
  }
});

test("he is the default of the relu family, xavier of the rest", async () => {
  for (const [activation, initializer] of [
    ["relu", "he"],
    ["gelu", "he"],
    ["tanh", "xavier"],
    ["identity", "xavier"],
  ]) {
    expect(await drawn({ activation }), activation).toEqual(await drawn({ activation, initializer }));
  }
});

test("each layer draws from a stream of its own: one layer's size or initializer does not change another's weights", async () => {
  const last = async (hidden: number, initializer: string) => {
    const layers = [dense(hidden, { initializer }), dense(8), dense(3)];
    const network = await Network.create({ inputs: 5, layers, loss: "hinge", core: compiled });
    return network.parameters.subarray(-27);
  };
  const usual = await last(6, "xavier");
  expect(await last(50, "xavier")).toEqual(usual);
  expect(await last(6, "orthogonal")).toEqual(usual);
  const all = (await small({ layers: [dense(5), dense(5), dense(3)] })).parameters;
  expect(all.subarray(0, 25)).not.toEqual(all.subarray(30, 55));
});

test("other seeds give other weights, up to 2⁵³ − 1", async () => {
  const seeds = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
  const prints = await Promise.all(seeds.map(async (seed) => (await drawn({}, 3, 3, seed)).join()));
  expect(new Set(prints).size).toBe(seeds.length);
});

test.each(optimizerNames)(
  "with equal weights hidden units stay equal, to the last bit, through training with %s",
  async (name) => {
    const equal = initializers.constant({ value: 0.1 });
    const layers = [dense(7, { activation: "tanh", initializer: equal }), dense(3, { initializer: equal })];
    const network = await small({ layers });
    await network.fit(classified(40), { optimizer: lively(name), epochs: 5, batchSize: 8 });
    const { parameters } = network;
    for (let unit = 1; unit < 7; unit++) {
      expect(parameters.subarray(unit * 5, unit * 5 + 5)).toEqual(parameters.subarray(0, 5));
      expect(parameters[35 + unit]).toBe(parameters[35]);
      for (let out = 0; out < 3; out++) expect(parameters[42 + out * 7 + unit]).toBe(parameters[42 + out * 7]);
    }
    expect(parameters[0]).not.toBe(Math.fround(0.1));
  },
);

test.each(Object.keys(lossKinds))("L2 and L1 pull at weights and leave biases alone, with %s", async (loss) => {
  const gradientOf = async (l1: number, l2: number) => {
    const network = await small({ loss, l1, l2 });
    const theta = network.parameters.map((w, i) => w + 0.01 * (i + 1));
    network.setParameters(theta);
    return { theta, gradient: network.gradient([[1, 2, 3, 4, 5]], [0, 1, 0]).gradient };
  };
  const { gradient: plain } = await gradientOf(0, 0);
  const { theta, gradient } = await gradientOf(0.125, 0.5);
  // W₀ 30, b₀ 6, W₁ 18, b₁ 3
  const isBias = (i: number) => (i >= 30 && i < 36) || i >= 54;
  for (let i = 0; i < theta.length; i++) {
    const pull = isBias(i) ? 0 : 0.125 * Math.sign(theta[i]) + 0.5 * theta[i];
    expect(Math.abs(gradient[i] - plain[i] - pull)).toBeLessThanOrEqual(isBias(i) ? 0 : 1e-6);
  }
});

test("a layer's own penalty stands in place of the network's", async () => {
  const layers = [dense(6, { activation: "tanh", l2: 0 }), dense(3, { l1: 0.5 })];
  const network = await small({ layers, l2: 1 });
  network.setParameters(new Float32Array(57).fill(2));
  const row = [[0, 0, 0, 0, 0]];
  const plain = await small({ layers: [dense(6, { activation: "tanh" }), dense(3)] });
  plain.setParameters(new Float32Array(57).fill(2));
  const difference = network.gradient(row, [0]).cost - plain.gradient(row, [0]).cost;
  expect(difference).toBeCloseTo(18 * (0.5 * 2 + 0.5 * 4), 5);
});
