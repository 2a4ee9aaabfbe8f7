// The contract of every loss's tangent kernel: widths, weights, its twin, central differences of the backward kernel.
import { describe, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { type Block, kindOf, lossOf, names, sampleBlock } from "../losses/run.ts";
import { float32, kernelCall, testCores } from "../support/kernel.ts";
import { expectClose, noise } from "../support/numbers.ts";

const cores = await testCores();
const [[, wasm], [, reference]] = cores;
const widths = [1, 3, 4, 5, 17];
const curved = names.filter((name) => kindOf(name).tangent !== null);

/** The tangent of ∂(mean loss)/∂predictions along `direction`. */
function tangent(core: Core, block: Block, direction: ArrayLike<number>) {
  const { name, predictions, targets, width, rowWeights, parameter, scale } = block;
  const kind = kindOf(name);
  if (kind.tangent === null) throw new Error(`${name} has no tangent`);
  const rows = predictions.length / width;
  const { probabilities } = lossOf(core, block);
  return kernelCall(core, kind.tangent, {
    gradientTangents: float32(new Float32Array(predictions.length).fill(Number.NaN)),
    predictionTangents: float32(direction),
    predictions: float32(predictions),
    probabilities: float32(probabilities),
    targets: float32(targets),
    rowWeights: rowWeights ? float32(rowWeights) : null,
    scale: float32([scale ?? 1 / (kind.elementwise ? rows * width : rows)]),
    parameter: parameter === undefined ? null : float32([parameter]),
    rows,
    width,
  }).gradientTangents;
}

describe.each(curved)("%s", (name) => {
  test("agrees with its float64 twin within 1e-5 relative + 1e-6 at widths 1, 3, 4, 5, 17", () => {
    for (const width of widths) {
      const block = sampleBlock(name, 7, width);
      const direction = noise(7 * width, width);
      const truth = tangent(reference, block, direction);
      expectClose(tangent(wasm, block, direction), truth, { relative: 1e-5, absolute: 1e-6 }, `width ${width}`);
    }
  });

  test("is the backward kernel's central difference within 1e-8, in float64 and away from kinks", () => {
    const h = 1e-5;
    for (const width of [1, 5]) {
      const block = { ...sampleBlock(name, 4, width), rowWeights: [1, 2, 0.5, 0] };
      const predictions = Float64Array.from(block.predictions);
      const direction = noise(4 * width, 3);
      const at = (by: number) =>
        lossOf(reference, { ...block, predictions: predictions.map((v, i) => v + by * direction[i]) }).gradients;
      const [above, below] = [at(h), at(-h)];
      const received = tangent(reference, { ...block, predictions }, direction);
      received.forEach((v, i) => {
        expect(Math.abs(v - (above[i] - below[i]) / (2 * h))).toBeLessThan(1e-8);
      });
    }
  });

  test.each(cores)("a row has the same bits in any block, and its weight multiplies it (%s)", (_, core) => {
    for (const width of widths) {
      const block = { ...sampleBlock(name, 3, width), scale: 0.25 };
      const direction = noise(3 * width, 9);
      const whole = tangent(core, block, direction);
      const weighted = tangent(core, { ...block, rowWeights: [2, 0, 0.5] }, direction);
      for (let r = 0; r < 3; r++) {
        const row = (values: ArrayLike<number>) => Array.from(values).slice(r * width, (r + 1) * width);
        const own = tangent(
          core,
          { ...block, predictions: row(block.predictions), targets: row(block.targets) },
          row(direction),
        );
        expect(Array.from(own)).toEqual(row(whole));
        expectClose(
          row(weighted),
          row(whole).map((v) => v * [2, 0, 0.5][r]),
          { relative: 1e-6 },
          `row ${r}`,
        );
      }
    }
  });

  test.each(cores)("is finite at outputs of ±1e4 and ±1e30 (%s)", (_, core) => {
    for (const size of [1e4, 1e30]) {
      const block = sampleBlock(name, 2, 5);
      const predictions = Float32Array.from({ length: 10 }, (_, i) => [size, -size, 0, size][i % 4]);
      expect(tangent(core, { ...block, predictions }, noise(10, 1)).every(Number.isFinite)).toBe(true);
    }
  });
});

test.each(names.filter((name) => kindOf(name).tangent === null))(
  "%s has no tangent kernel: its gradient does not change but at its kinks",
  (name) => {
    const block = sampleBlock(name, 4, 5);
    const moved = (by: number) => Float64Array.from(block.predictions, (v) => v + by);
    const at = (by: number) => Array.from(lossOf(reference, { ...block, predictions: moved(by) }).gradients);
    expect(at(1e-6)).toEqual(at(-1e-6));
  },
);
