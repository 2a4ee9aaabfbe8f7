// What holds of single losses: kinks, exact values, levels, options.
import { expect, test } from "vitest";
import { lossKind, readLoss } from "../../src/losses/losses.ts";
import { huber, softmaxCrossEntropy } from "../../src/losses/makers.ts";
import { testCores } from "../support/kernel.ts";
import { lossOf } from "./run.ts";

const cores = await testCores();

test.each(cores)("kinks: MAE's sign(0) is 0, hinge's slope at ty = 1 is 0, Huber's at δ is δ (%s)", (_, core) => {
  const mae = lossOf(core, { name: "meanAbsoluteError", predictions: [2, 2, 2], targets: [2, 1, 3], width: 3 });
  expect(Array.from(mae.gradients, (g) => Math.round(3 * g))).toEqual([0, 1, -1]);
  const hinge = lossOf(core, { name: "hinge", predictions: [1, -1, 0, 0], targets: [1, -1, 1, -1], width: 1 });
  expect([...hinge.gradients].map((g) => g + 0)).toEqual([0, 0, -0.25, 0.25]);
  expect(hinge.sum).toBe(2);
  const d = { name: "huber", predictions: [1, 3, -3, 0.5], targets: [0, 0, 0, 0], width: 1, parameter: 1 } as const;
  expect([...lossOf(core, d).gradients]).toEqual([0.25, 0.25, -0.25, 0.125]);
  expect(lossOf(core, d).sum).toBe(0.5 + 2.5 + 2.5 + 0.125);
});

test.each(cores)("a loss that is certain and right is as small as it should be (%s)", (_, core) => {
  const softmax = lossOf(core, { name: "softmaxCrossEntropy", predictions: [30, 0], targets: [1, 0], width: 2 });
  expect(softmax.sum / Math.exp(-30)).toBeCloseTo(1, 6);
  const binary = lossOf(core, { name: "binaryCrossEntropy", predictions: [30, -30], targets: [1, 0], width: 2 });
  expect(binary.sum / Math.exp(-30)).toBeCloseTo(1, 6);
});

test.each(cores)("klDivergence of a distribution from itself is 0 within 3e-7; zero targets add 0 (%s)", (_, core) => {
  const shares = [0.5, 0.25, 0.125, 0.125];
  const same = lossOf(core, { name: "klDivergence", predictions: shares.map(Math.log), targets: shares, width: 4 });
  expect(Math.abs(same.sum)).toBeLessThanOrEqual(3e-7);
  const zero = lossOf(core, { name: "klDivergence", predictions: [0, 0], targets: [1, 0], width: 2 });
  expect(zero.sum).toBeCloseTo(Math.LN2, 6);
});

test("a difference below 2⁻⁹⁰ counts as 0 in what is sent back, so that later products stay normal", () => {
  const [[, wasm]] = cores;
  const differences = [2 ** -92, 2 ** -88]; // as logits, where they are to become probabilities
  for (const name of ["meanSquaredError", "huber", "binaryCrossEntropy"] as const) {
    const predictions = name === "binaryCrossEntropy" ? differences.map(Math.log) : differences;
    const { gradients } = lossOf(wasm, { name, predictions, targets: [0, 0], width: 1, parameter: 1 });
    expect(gradients[0]).toBe(0);
    expect(gradients[1]).toBeGreaterThan(2 ** -90);
  }
  for (const name of ["softmaxCrossEntropy", "klDivergence"] as const) {
    const predictions = [0, ...differences.map(Math.log)];
    const { gradients } = lossOf(wasm, { name, predictions, targets: [1, 0, 0], width: 3 });
    expect(gradients[1]).toBe(0);
    expect(gradients[2]).toBeGreaterThan(2 ** -90);
  }
});

test("softmax and its like give no subnormal probability: below 2⁻¹²⁶ it is 0, from there on it is right", () => {
  const [[, wasm]] = cores;
  for (const low of [-84, -85, -86, -86.5, -87, -87.3, -88]) {
    const logits = [0, low, 0, 0, low]; // in a whole vector, and in the tail
    const { probabilities } = lossOf(wasm, {
      name: "klDivergence",
      predictions: logits,
      targets: [1, 0, 0, 0, 0],
      width: 5,
    });
    const truth = Math.exp(Math.fround(low)) / (3 + 2 * Math.exp(low));
    for (const p of [probabilities[1], probabilities[4]]) {
      if (truth < 2 ** -126) expect(p).toBe(0);
      else expect(Math.abs(p / truth - 1)).toBeLessThan(2e-6);
    }
  }
});

test("class numbers become levels: ±1 for hinges, smoothed one-hots for softmax", () => {
  expect(lossKind({ name: "hinge" }).levels(0, 1)).toEqual([-1, 1]);
  expect(lossKind({ name: "squaredHinge" }).levels(0, 3)).toEqual([-1, 1]);
  expect(lossKind({ name: "binaryCrossEntropy" }).levels(0, 1)).toEqual([0, 1]);
  const [off, on] = lossKind({ name: "softmaxCrossEntropy" }).levels(0.1, 5);
  expect(off).toBeCloseTo(0.02, 15);
  expect(on).toBeCloseTo(0.92, 15);
});

test("a loss is given by name or as a frozen object with its parameter", () => {
  expect(readLoss("loss", "huber")).toEqual(huber());
  expect(readLoss("loss", huber({ delta: 0.5 }))).toEqual({ name: "huber", parameter: 0.5 });
  expect(softmaxCrossEntropy({ labelSmoothing: 0.1 })).toEqual({ name: "softmaxCrossEntropy", parameter: 0.1 });
  expect(readLoss("loss", "hinge")).toEqual({ name: "hinge" });
  expect(Object.isFrozen(huber())).toBe(true);
});

test("a wrong name, option or value throws and names what is right", () => {
  expect(() => readLoss("loss", "meanSquareError")).toThrow('Did you mean "meanSquaredError"?');
  expect(() => huber({ detla: 1 } as object)).toThrow('Did you mean "delta"?');
  expect(() => huber({ delta: 0 })).toThrow("huber.delta: got 0, expected a number > 0");
  expect(() => softmaxCrossEntropy({ labelSmoothing: 1 })).toThrow("expected a number in [0, 1)");
});
