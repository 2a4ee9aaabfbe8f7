// Sums over many rows: float32 within a group of 256 rows, float64 over the groups, the same bits for any size of block.
import { describe, expect, test } from "vitest";
import { Arena } from "../../src/core/arena.ts";
import { dense, dropout, Network, sgd } from "../../src/index.ts";
import { layerKinds } from "../../src/layers/kinds.ts";
import { Model } from "../../src/network/model.ts";
import { readSpec } from "../../src/network/spec.ts";
import { gradientOf } from "../../src/objective/gradientOf.ts";
import { hessianVectorProduct } from "../../src/objective/hessianVectorProduct.ts";
import { inspect } from "../../src/objective/inspect.ts";
import { blocksOf, GROUP_ROWS, GroupTotals } from "../../src/objective/rowGroups.ts";
import { apart, compiled, reference, rowsFor } from "../curvature/support.ts";
import { wasmTestCore } from "../support/kernel.ts";
import { expectClose, expectSameBits, noise } from "../support/numbers.ts";

/** One output, one weight and a bias, all 0. */
async function line(loss: "meanSquaredError" | "meanAbsoluteError") {
  const network = await Network.create({ inputs: 1, layers: [dense(1)], loss, core: compiled });
  network.setParameters([0, 0]);
  return network;
}

describe("blocks of rows", () => {
  test("follow one another, are no larger than asked for, and end with their group", () => {
    for (const rows of [1, 8, 255, 256, 257, 300, 512, 1000]) {
      for (const most of [1, 3, 8, 40, 160, 248, 256]) {
        let next = 0;
        for (const { from, rows: size, endsGroup } of blocksOf(rows, most)) {
          expect(from).toBe(next);
          expect(size).toBeGreaterThan(0);
          expect(size).toBeLessThanOrEqual(most);
          next = from + size;
          expect(Math.floor(from / GROUP_ROWS)).toBe(Math.floor((next - 1) / GROUP_ROWS));
          expect(endsGroup).toBe(next % GROUP_ROWS === 0 || next === rows);
        }
        expect(next).toBe(rows);
      }
    }
  });

  test("are as few as fit", () => {
    expect(Array.from(blocksOf(256, 160), ({ rows }) => rows)).toEqual([128, 128]);
    expect(Array.from(blocksOf(600, 256), ({ rows }) => rows)).toEqual([256, 256, 88]);
  });
});

describe("the gradient of a bias that every row moves by the same", () => {
  test("is one float32 chain up to 256 rows, and the rounded float64 sum of the groups' chains above", async () => {
    for (const rows of [255, 256, 257, 300, 700]) {
      const network = await line("meanAbsoluteError");
      const { gradient } = network.gradient(new Float32Array(rows), new Float32Array(rows).fill(1));
      const each = Math.fround(1 / rows);
      let expected = 0;
      for (let group = 0; group < rows; group += 256) {
        let chain = 0;
        for (let row = group; row < Math.min(rows, group + 256); row++) chain = Math.fround(chain - each);
        expected += chain;
      }
      expect(gradient[1], `${rows} rows`).toBe(Math.fround(expected));
    }
  });

  // 256 roundings of a chain of equal numbers may all go the same way: 256 · 2⁻²⁵ = 7.6e-6
  test.each([1e4, 1e5, 1e6])(
    "is −2 within 8e-6 of it over %d rows, and so is the Hessian product's 2",
    async (rows) => {
      const network = await line("meanSquaredError");
      const [inputs, targets] = [new Float32Array(rows), new Float32Array(rows).fill(1)];
      expectClose([network.gradient(inputs, targets).gradient[1]], [-2], { relative: 8e-6 }, "gradient");
      expectClose([network.hessianVectorProduct(inputs, targets, [0, 1])[1]], [2], { relative: 8e-6 }, "product");
    },
  );
});

const ROWS = 700;
const spec = {
  inputs: 4,
  layers: [dense(5, { activation: "gelu", l1: 0.01 }), dropout({ keep: 0.8 }), dense(3)],
  loss: "softmaxCrossEntropy",
  l2: 0.01,
} as const;
const { inputs, targets } = rowsFor("softmaxCrossEntropy", ROWS, 4, 3);
const data = { inputs, targets, rows: ROWS, features: 4, outputs: 3 };

/** Gradient, product and what inspect sees of 700 rows, in blocks of at most so many. */
async function figures(core: typeof compiled, mostRows?: number) {
  const model = await Model.make(readSpec(spec, layerKinds), core, mostRows === undefined ? {} : { mostRows });
  model.setParameters(noise(model.theta.length, 11));
  const masks = [Float32Array.from({ length: ROWS * 5 }, (_, i) => (i % 4 === 0 ? 0 : 1))];
  const vector = noise(model.theta.length, 2);
  return {
    ...gradientOf(model, inputs, targets),
    masked: gradientOf(model, inputs, targets, { masks }).gradient,
    product: hessianVectorProduct(model, inputs, targets, vector),
    norms: inspect(model, data).map(({ gradientNorm }) => gradientNorm),
  };
}

test("the size of a block is no part of the bits of 700 rows", async () => {
  const whole = await figures(compiled);
  for (const mostRows of [7, 8, 40, 160])
    expect(await figures(compiled, mostRows), `blocks of ${mostRows}`).toEqual(whole);
});

test("the reference core agrees on 700 rows within 1e-6 of the largest", async () => {
  const [received, exact] = [await figures(compiled), await figures(reference)];
  for (const name of ["gradient", "masked", "product"] as const)
    expect(apart(received[name], exact[name]), name).toBeLessThan(1e-6);
  expectClose(received.norms, exact.norms, { relative: 1e-6 }, "norms");
});

test("a step of fit on 700 rows goes down their gradient, to the last bit", async () => {
  const layers = [dense(5, { activation: "gelu" }), dense(3)];
  const network = await Network.create({ ...spec, layers, core: compiled });
  const { gradient } = network.gradient(inputs, targets);
  const before = network.parameters;
  await network.fit(data, { optimizer: sgd({ learningRate: 0.5 }), batchSize: ROWS, epochs: 1, shuffle: false });
  const expected = before.map((w, i) => Math.fround(w - Math.fround(0.5 * gradient[i])));
  expectSameBits(network.parameters, expected, "weights");
});

test("up to 256 rows there are no totals, and no memory for them", async () => {
  const arena = new Arena(await wasmTestCore());
  const mark = arena.mark();
  expect(GroupTotals.of(arena, 256, 1000)).toBeNull();
  expect(arena.mark()).toBe(mark);
  expect(GroupTotals.of(arena, 257, 1000)).not.toBeNull();
  expect(arena.mark()).toBeGreaterThanOrEqual(mark + 8000);
});
