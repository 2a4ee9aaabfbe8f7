// The contract of every loss in the registry: gradients, weights, positions, extremes.
import { describe, expect, test } from "vitest";
import { testCores } from "../support/kernel.ts";
import { kindOf, lossOf, names, sampleBlock } from "./run.ts";

const cores = await testCores();
const [[, wasm], [, reference]] = cores;
const widths = [1, 3, 4, 5, 17];

describe.each(names)("%s", (name) => {
  const kind = kindOf(name);

  test("agrees with its float64 twin within 3e-6 relative + 3e-7 at widths 1, 3, 4, 5, 17, in value and gradient", () => {
    for (const width of widths) {
      const block = sampleBlock(name, 7, width);
      const got = lossOf(wasm, block);
      const want = lossOf(reference, block);
      const parts = kind.elementwise ? 7 * width : 7;
      expect(Math.abs(got.sum - want.sum)).toBeLessThanOrEqual(3e-6 * Math.abs(want.sum) + 3e-7);
      expect(Math.abs(got.squares - want.squares)).toBeLessThanOrEqual(6e-6 * want.squares + 3e-7);
      want.gradients.forEach((g, i) => {
        expect(Math.abs(got.gradients[i] - g)).toBeLessThanOrEqual(3e-6 * Math.abs(g) + 3e-7 / parts);
      });
    }
  });

  test("its gradient is its value's central difference within 1e-8, in float64 and away from kinks", () => {
    const h = 1e-5;
    for (const width of [1, 5]) {
      const block = sampleBlock(name, 4, width);
      const predictions = Float64Array.from(block.predictions);
      const { gradients } = lossOf(reference, { ...block, predictions });
      const mean = (i: number, by: number) => {
        const moved = predictions.slice();
        moved[i] += by;
        return lossOf(reference, { ...block, predictions: moved }).sum / 4;
      };
      predictions.forEach((_, i) => {
        expect(Math.abs(gradients[i] - (mean(i, h) - mean(i, -h)) / (2 * h))).toBeLessThan(1e-8);
      });
    }
  });

  test.each(cores)("a row's loss and gradient have the same bits in any block (%s)", (_, core) => {
    for (const width of widths) {
      const block = { ...sampleBlock(name, 6, width), scale: 0.3 };
      const whole = lossOf(core, block);
      let sum = 0;
      for (let r = 0; r < 6; r++) {
        const row = (values: ArrayLike<number>) => Array.from(values).slice(r * width, (r + 1) * width);
        const own = lossOf(core, { ...block, predictions: row(block.predictions), targets: row(block.targets) });
        sum += own.sum; // rows ascending, one chain
        expect(own.gradients).toEqual(whole.gradients.slice(r * width, (r + 1) * width));
      }
      expect(whole.sum).toBe(sum);
    }
  });

  test.each(cores)("row weights multiply value and gradient; weights 1 change no bit (%s)", (_, core) => {
    for (const width of [1, 5]) {
      const block = sampleBlock(name, 3, width);
      const plain = lossOf(core, block);
      expect(lossOf(core, { ...block, rowWeights: [1, 1, 1] })).toEqual(plain);
      const weighted = lossOf(core, { ...block, rowWeights: [2, 0, 0.5] });
      const each = [0, 1, 2].map((r) => {
        const row = (values: ArrayLike<number>) => Array.from(values).slice(r * width, (r + 1) * width);
        return lossOf(core, { ...block, predictions: row(block.predictions), targets: row(block.targets) }).sum;
      });
      expect(weighted.sum).toBe(2 * each[0] + 0.5 * each[2]);
      expect(weighted.squares).toBe((2 * each[0]) ** 2 + (0.5 * each[2]) ** 2);
      expect(weighted.gradients).toEqual(plain.gradients.map((g, i) => g * [2, 0, 0.5][Math.floor(i / width)]));
    }
  });

  test.each(cores)("is finite, and so is its gradient, at outputs of ±1e4 and ±1e30 (%s)", (_, core) => {
    for (const size of [1e4, 1e30]) {
      for (const width of [1, 3, 5]) {
        const { targets, parameter } = sampleBlock(name, 2, width);
        const predictions = Float32Array.from({ length: 2 * width }, (_, i) => [size, -size, 0, size][i % 4]);
        const { sum, gradients } = lossOf(core, { name, predictions, targets, width, parameter });
        expect(sum).toSatisfy(Number.isFinite);
        expect(gradients.every(Number.isFinite)).toBe(true);
      }
    }
  });

  test("sends back no subnormal number, however near the targets", () => {
    const near = Float32Array.from({ length: 40 }, (_, i) => 2 ** -(3 * i)); // 1 … 2⁻¹¹⁷
    const targets = kind.values === "distribution" ? near.map((_, i) => (i === 0 ? 1 : 0)) : near.map(() => 0);
    const predictions = kind.link === null ? near : Float32Array.from(near, Math.log);
    const width = kind.elementwise ? 8 : 40;
    const { gradients, probabilities } = lossOf(wasm, { ...sampleBlock(name, 1, 1), predictions, targets, width });
    const isNormalOrZero = (v: number) => v === 0 || Math.abs(v) >= 2 ** -126;
    expect(gradients.every(isNormalOrZero)).toBe(true);
    if (kind.link !== null) expect(probabilities.every(isNormalOrZero)).toBe(true);
  });

  test.each(cores)("a NaN among the outputs makes the loss NaN (%s)", (_, core) => {
    for (const at of [0, 2]) {
      const block = sampleBlock(name, 1, 3);
      const predictions = Float32Array.from(block.predictions).fill(Number.NaN, at, at + 1);
      expect(lossOf(core, { ...block, predictions }).sum).toBeNaN();
    }
  });
});
