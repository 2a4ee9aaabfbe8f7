// Training with dropout: which masks the steps draw, that a run repeats bit for bit, and that evaluation draws none.
import { describe, expect, test } from "vitest";
import type { CompiledCore } from "../../src/core/core.ts";
import {
  adam,
  builtin,
  type Dataset,
  dataset,
  dense,
  dropout,
  type LayerDescription,
  Network,
  sgd,
  split,
} from "../../src/index.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { definedMask } from "../random/masks.ts";
import { compiledTestCore } from "../support/kernel.ts";
import { expectClose, noise } from "../support/numbers.ts";

const cores = [["wasm", compiledTestCore()] as const, ["reference", referenceCore()] as const];

/** Rows of noise, and targets 0 or 1. */
function made(rows: number, features: number): Dataset {
  const targets = Array.from({ length: rows }, (_, row) => row % 2);
  return dataset({ inputs: noise(rows * features, rows), features, targets });
}

interface Place {
  readonly layers: readonly LayerDescription[];
  /** [index of the layer, units, keep] of each dropout layer */
  readonly dropouts: readonly (readonly [layer: number, width: number, keep: number])[];
}
const places: readonly (readonly [string, Place])[] = [
  [
    "first, over the inputs",
    { layers: [dropout({ keep: 0.8 }), dense(7, { activation: "tanh" }), dense(1)], dropouts: [[0, 5, 0.8]] },
  ],
  [
    "between and scaled at test",
    {
      layers: [dense(19, { activation: "relu" }), dropout({ keep: 0.3, scaleAt: "test" }), dense(1)],
      dropouts: [[1, 19, 0.3]],
    },
  ],
  [
    "two in a row",
    {
      layers: [
        dense(18, { activation: "tanh" }),
        dropout({ keep: 0.7 }),
        dropout({ keep: 0.6, scaleAt: "test" }),
        dense(1),
      ],
      dropouts: [
        [1, 18, 0.7],
        [2, 18, 0.6],
      ],
    },
  ],
  ["last, over the outputs", { layers: [dense(6), dense(1), dropout({ keep: 0.5 })], dropouts: [[2, 1, 0.5]] }],
  [
    "with keep 1 beside another",
    {
      layers: [dropout({ keep: 1 }), dense(8), dropout({ keep: 0.5 }), dense(1)],
      dropouts: [
        [0, 5, 1],
        [2, 8, 0.5],
      ],
    },
  ],
];

const create = (core: CompiledCore, layers: readonly LayerDescription[], inputs = 5) =>
  Network.create({ inputs, layers, loss: "binaryCrossEntropy", core });

describe.each(cores)("in the %s core", (_, core) => {
  test.each(places)(
    "%s: steps go along the gradient under the masks of (seed, epoch, layer, row of the epoch), over several blocks",
    async (_, { layers, dropouts }) => {
      // 600 rows are computed in three blocks; of each epoch the first batch has 600, the second 100
      const [data, seed, rate] = [made(700, 5), 2 ** 33 + 5, 0.5];
      const trained = await create(core, layers);
      const expected = await create(core, layers);
      const run = await trained.fit(data, {
        optimizer: sgd({ learningRate: rate }),
        batchSize: 600,
        epochs: 2,
        shuffle: false,
        seed,
        evaluateEvery: false,
      });
      const costs: number[] = [];
      for (const [epoch, firstRow, rows] of [
        [0, 0, 600],
        [0, 600, 100],
        [1, 0, 600],
        [1, 600, 100],
      ]) {
        const masks = dropouts.map(([layer, width, keep]) =>
          definedMask({ seed, epoch, layer, firstRow, rows, width, keep }),
        );
        const inputs = data.inputs.subarray(5 * firstRow, 5 * (firstRow + rows));
        const targets = data.targets.subarray(firstRow, firstRow + rows);
        const { cost: loss, gradient } = expected.gradient(inputs, targets, { masks });
        costs.push(loss);
        expected.setParameters(expected.parameters.map((w, i) => w - rate * gradient[i]));
      }
      expectClose(run.curve.batchCost, costs, { relative: 2e-6 }, "costs");
      expectClose(trained.parameters, expected.parameters, { relative: 2e-6, absolute: 2e-6 }, "θ after four steps");
    },
  );

  test("a run repeats bit for bit; another seed draws other masks", async () => {
    const data = made(50, 5);
    const printOf = async (seed: number) => {
      const network = await create(core, [dense(8, { activation: "relu" }), dropout({ keep: 0.5 }), dense(1)]);
      await network.fit(data, { epochs: 3, seed, shuffle: false });
      return network.fingerprint();
    };
    const first = await printOf(1);
    expect(await printOf(1)).toBe(first);
    expect(await printOf(2)).not.toBe(first);
  });

  test("a run cut inside its epochs and continued has the bits of one that was not", async () => {
    const data = made(50, 5);
    const layers = [dropout({ keep: 0.8 }), dense(8, { activation: "relu" }), dropout({ keep: 0.5 }), dense(1)];
    const whole = await create(core, layers);
    await whole.fit(data, { batchSize: 8, steps: 20 });
    const cut = await create(core, layers);
    const run = await cut.fit(data, { batchSize: 8, steps: 3 });
    await (await run.continue({ steps: 8 })).continue({ steps: 9 });
    expect(cut.fingerprint()).toBe(whole.fingerprint());
  });

  test("predictions and evaluations during a run change none of its masks", async () => {
    const data = made(50, 5);
    const layers = [dense(8, { activation: "relu" }), dropout({ keep: 0.5 }), dense(1)];
    const alone = await create(core, layers);
    await alone.fit(data, { batchSize: 8, epochs: 3, evaluateEvery: false });
    const watched = await create(core, layers);
    const onProgress = () => {
      watched.predict(data.inputs);
      watched.evaluate(data);
    };
    await watched.fit(data, { batchSize: 8, epochs: 3, evaluateEvery: { steps: 1 }, onProgress });
    expect(watched.fingerprint()).toBe(alone.fingerprint());
  });

  test.each(["training", "test"] as const)("keep 1 scaled at %s is no layer at all, bit for bit", async (scaleAt) => {
    const data = made(50, 5);
    const plain = await create(core, [dense(8, { activation: "relu" }), dense(1)]);
    const withOnes = await create(core, [
      dense(8, { activation: "relu" }),
      dropout({ keep: 1, scaleAt }),
      dense(1),
      dropout({ keep: 1, scaleAt }),
    ]);
    withOnes.setParameters(plain.parameters);
    await plain.fit(data, { epochs: 3 });
    await withOnes.fit(data, { epochs: 3 });
    expect(withOnes.fingerprint()).toBe(plain.fingerprint());
    expect(withOnes.predict(data.inputs)).toEqual(plain.predict(data.inputs));
  });
});

/** The masks that steps of one row draw: which of the last layer's weights moved. */
async function masksOfSteps(layers: readonly LayerDescription[], width: number, rows: number, epochs: number) {
  const inputs = new Float32Array(rows * width).fill(1);
  const data = dataset({ inputs, features: width, targets: new Float32Array(rows).fill(100) });
  const network = await Network.create({ inputs: width, layers, loss: "meanSquaredError" });
  network.setParameters(network.parameters.fill(0));
  const masks: string[] = [];
  let before = network.parameters;
  const onProgress = () => {
    const after = network.parameters;
    masks.push(Array.from(after.subarray(0, width), (w, i) => (w === before[i] ? 0 : 1)).join(""));
    before = after;
  };
  const optimizer = sgd({ learningRate: 1e-5 });
  await network.fit(data, { optimizer, epochs, batchSize: 1, evaluateEvery: { steps: 1 }, onProgress });
  return masks;
}

test("every step, row and epoch draws a mask of its own", async () => {
  const masks = await masksOfSteps([dropout({ keep: 0.5 }), dense(1, { bias: false })], 40, 6, 5);
  expect(masks.length).toBe(30);
  expect(new Set(masks).size).toBe(30);
  const kept = masks.join("").replaceAll("0", "").length;
  expect(Math.abs(kept / 1200 - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 1200));
});

test("two dropouts in a row keep the product of their probabilities, each with masks of its own", async () => {
  const two = [dropout({ keep: 0.7 }), dropout({ keep: 0.5 }), dense(1, { bias: false })];
  const masks = await masksOfSteps(two, 40, 10, 10);
  const kept = masks.join("").replaceAll("0", "").length;
  expect(Math.abs(kept / 4000 - 0.35)).toBeLessThan(5 * Math.sqrt((0.35 * 0.65) / 4000));
});

test("training with dropout learns moons beyond 95 %, and evaluating twice gives the same", async () => {
  const { train, test: held } = split(await builtin("moons"), { validation: 0, test: 0.25 });
  const hidden = [dense(32, { activation: "relu" }), dropout({ keep: 0.8 })];
  const network = await Network.create({
    inputs: 2,
    layers: [...hidden, ...hidden, dense(2)],
    loss: "softmaxCrossEntropy",
  });
  await network.fit(train, { optimizer: adam({ learningRate: 0.01 }), epochs: 60 });
  const figures = network.evaluate(held);
  expect(figures.accuracy).toBeGreaterThan(0.95);
  expect(network.evaluate(held)).toEqual(figures);
  expect(network.predict(held.inputs)).toEqual(network.predict(held.inputs));
});
