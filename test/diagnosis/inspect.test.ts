// What inspect says of layers, held against values worked out from the definitions.
import { describe, expect, test } from "vitest";
import {
  activation,
  builtin,
  dataset,
  dense,
  dropout,
  initializers,
  layerNorm,
  Network,
  residual,
  sgd,
  split,
  standardizer,
} from "../../src/index.ts";

const rows = [
  [1, 2],
  [-1, 3],
  [0.5, -2],
];
const data = dataset({ inputs: rows, targets: [0, 1, 1], classes: ["a", "b"] });

/** A network of one hidden layer with these weights [units][2] and biases, and an output layer of `outer`. */
async function made(activation: string, weights: number[][], biases: number[], outer = 0.5) {
  const units = weights.length;
  const network = await Network.create({
    inputs: 2,
    layers: [dense(units, { activation }), dense(2, { initializer: initializers.constant({ value: outer }) })],
    loss: "softmaxCrossEntropy",
  });
  const theta = network.parameters;
  theta.set([...weights.flat(), ...biases]);
  network.setParameters(theta);
  return network;
}

describe("inspect", () => {
  test("mean and deviation are those of the layer's outputs over rows × units", async () => {
    const network = await made(
      "identity",
      [
        [1, 0],
        [0, 2],
      ],
      [0, 1],
    );
    const outputs = rows.flatMap(([a, b]) => [a, 2 * b + 1]);
    const mean = outputs.reduce((sum, y) => sum + y, 0) / 6;
    const squares = outputs.reduce((sum, y) => sum + (y - mean) ** 2, 0);
    const [first] = network.inspect(data);
    expect(first.mean).toBeCloseTo(mean, 6);
    expect(first.deviation).toBeCloseTo(Math.sqrt(squares / 5), 5);
  });

  test("a ReLU that is 0 for every row is dead; one that speaks once is not, and no sigmoid is", async () => {
    const weights = [
      [0, -1],
      [0, 1],
      [0, 0],
      [1, 0],
    ];
    expect((await made("relu", weights, [-9, 0, 0, -0.9])).inspect(data)[0].deadUnits).toBe(2);
    expect((await made("sigmoid", weights, [-9, 0, 0, 0])).inspect(data)[0].deadUnits).toBe(0);
  });

  test.each([
    ["sigmoid", 5.01, 4.99],
    ["tanh", 2.51, 2.49],
    ["softsign", 5.2, 5.1],
    ["hardSigmoid", 3.01, 2.99],
  ])("a unit of %s is saturated beyond its bound, on either side, and not before", async (name, beyond, before) => {
    const at = async (t: number) => (await made(name, [[0, 0]], [t])).inspect(data)[0].saturatedUnits;
    expect([await at(beyond), await at(-beyond), await at(before), await at(-before)]).toEqual([1, 1, 0, 0]);
  });

  test("no ReLU is saturated, and a sigmoid that is so for 94 % of the rows is not either", async () => {
    expect((await made("relu", [[0, 0]], [100])).inspect(data)[0].saturatedUnits).toBe(0);
    const of = (flat: number) =>
      dataset({
        inputs: Array.from({ length: 100 }, (_, row) => [row < flat ? 9 : 0, 0]),
        targets: Array.from({ length: 100 }, (_, row) => row % 2),
        classes: ["a", "b"],
      });
    const network = await made("sigmoid", [[1, 0]], [0]);
    expect(network.inspect(of(94))[0].saturatedUnits).toBe(0);
    expect(network.inspect(of(95))[0].saturatedUnits).toBe(1);
  });

  test("gradient norms are those of network.gradient, layer by layer, penalties included", async () => {
    const { train } = split(await builtin("digits"));
    const network = await Network.create({
      inputs: 64,
      layers: [dense(12, { activation: "tanh", l1: 1e-3 }), dropout({ keep: 0.8, scaleAt: "test" }), dense(10)],
      loss: "softmaxCrossEntropy",
      l2: 0.1,
      standardizer: standardizer(train),
    });
    const before = network.fingerprint();
    const { gradient } = network.gradient(train.inputs, train.targets);
    const layers = network.inspect(train);
    const norm = (part: Float32Array) => Math.sqrt(part.reduce((sum, g) => sum + g * g, 0));
    const first = 12 * 65;
    expect(layers.map(({ kind }) => kind)).toEqual(["dense", "dropout", "dense"]);
    expect(layers[0].gradientNorm / norm(gradient.subarray(0, first))).toBeCloseTo(1, 5);
    expect(layers[1].gradientNorm).toBe(0);
    expect(layers[2].gradientNorm / norm(gradient.subarray(first))).toBeCloseTo(1, 5);
    expect(network.fingerprint()).toBe(before);
  });

  test("behind sigmoids all weights of a unit move the same way; behind tanh they do not", async () => {
    const { train } = split(await builtin("iris"));
    const agreement = async (activation: string) => {
      const network = await Network.create({
        inputs: 4,
        layers: [dense(16, { activation }), dense(3)],
        loss: "softmaxCrossEntropy",
        standardizer: standardizer(train),
      });
      return network.inspect(train)[1].signAgreement;
    };
    expect(await agreement("sigmoid")).toBe(1);
    expect(await agreement("tanh")).toBeLessThan(0.8);
  });

  test("the sign agreement of one row's gradients is that of network.gradient", async () => {
    const one = dataset({ inputs: [[1, -2, 3, 0, 5]], targets: [0], classes: ["a", "b"] });
    const network = await Network.create({ inputs: 5, layers: [dense(2)], loss: "softmaxCrossEntropy" });
    const { gradient } = network.gradient([[1, -2, 3, 0, 5]], [0]);
    const unit = gradient.subarray(0, 5);
    const larger = Math.max(unit.filter((g) => g > 0).length, unit.filter((g) => g < 0).length);
    expect(network.inspect(one)[0].signAgreement).toBeCloseTo(larger / 5, 12);
  });

  test("equal initial weights make twins of all units, and they stay twins to the last bit through training", async () => {
    const { train } = split(await builtin("iris"));
    const network = await Network.create({
      inputs: 4,
      layers: [dense(6, { activation: "tanh", initializer: initializers.constant({ value: 0.3 }) }), dense(3)],
      loss: "softmaxCrossEntropy",
      standardizer: standardizer(train),
    });
    const theta = network.parameters;
    theta.fill(0.1, 30); // the next layer's too: otherwise each unit is sent a gradient of its own
    network.setParameters(theta);
    expect(network.inspect(train)[0].twins).toBe(15);
    await network.fit(train, { epochs: 5 });
    expect(network.inspect(train)[0].twins).toBe(15);
    theta[0] = 0.30001;
    network.setParameters(theta);
    expect(network.inspect(train)[0].twins).toBe(10);
  });

  test("blocks are no part of the figures: 600 rows are one row 600 times", async () => {
    const network = await made(
      "tanh",
      [
        [1, 0.5],
        [0.2, -2],
      ],
      [0, 0.1],
    );
    const times = (count: number) =>
      dataset({ inputs: Array(count).fill(rows[0]), targets: Array(count).fill(0), classes: ["a", "b"] });
    const [one, many] = [network.inspect(times(1)), network.inspect(times(600))];
    for (const [i, layer] of one.entries()) {
      expect(many[i].mean).toBeCloseTo(layer.mean, 5);
      expect(many[i].gradientNorm).toBeCloseTo(layer.gradientNorm, 5);
      expect(many[i].signAgreement).toBeCloseTo(layer.signAgreement, 12);
    }
  });

  test("throws on data that does not fit, on a disposed network and while fit runs", async () => {
    const network = await made("tanh", [[1, 1]], [0]);
    const wide = dataset({ inputs: [[1, 2, 3]], targets: [0], classes: ["a", "b"] });
    expect(() => network.inspect(wide)).toThrow(/inspect.*expected 2/);
    const running = network.fit(data, { epochs: 2 });
    expect(() => network.inspect(data)).toThrow(/fit/);
    await running;
    network.dispose();
    expect(() => network.inspect(data)).toThrow(/disposed/);
  });
});

test("an activation layer's dead units are counted as those of a dense layer with it are", async () => {
  const theta = [0, -1, 0, 1, -9, 0];
  const network = await Network.create({
    inputs: 2,
    layers: [dense(2), activation("relu"), dense(2)],
    loss: "softmaxCrossEntropy",
  });
  const parameters = network.parameters;
  parameters.set(theta);
  network.setParameters(parameters);
  const layers = network.inspect(data);
  expect(layers.map(({ kind, deadUnits, units }) => [kind, deadUnits, units])).toEqual([
    ["dense", 0, 2],
    ["activation", 1, 2],
    ["dense", 0, 2],
  ]);
  expect(layers[1]).toMatchObject({ activation: "relu", gradientNorm: 0, signAgreement: 0, twins: 0 });
});

test("residuals and layer normalisation are inspected, and a run through them is judged", async () => {
  const { train } = split(await builtin("iris"));
  const network = await Network.create({
    inputs: 4,
    layers: [
      dense(6),
      layerNorm(),
      activation("relu"),
      residual([dense(5, { activation: "relu" }), dense(6)]),
      dense(3),
    ],
    loss: "softmaxCrossEntropy",
    standardizer: standardizer(train),
  });
  const run = await network.fit(train, { optimizer: sgd({ learningRate: 0.1 }), epochs: 20 });
  expect(run.diagnosis.filter(({ severity }) => severity === "error")).toEqual([]);
  const layers = network.inspect(train);
  expect(layers.map(({ kind, units }) => [kind, units])).toEqual([
    ["dense", 6],
    ["layerNorm", 6],
    ["activation", 6],
    ["residual", 6],
    ["dense", 3],
  ]);
  expect(layers[3].gradientNorm).toBeGreaterThan(0);
});

test("a run through a residual alone is judged", async () => {
  const { train } = split(await builtin("iris"));
  const network = await Network.create({
    inputs: 4,
    layers: [residual([dense(3)], { shortcut: [dense(3)] })],
    loss: "softmaxCrossEntropy",
  });
  const run = await network.fit(train, { epochs: 10 });
  expect(run.diagnosis.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("dead units are found in an activation that is a layer of its own", async () => {
  const { train } = split(await builtin("iris"));
  const layers = [dense(6), activation("relu"), dense(3)];
  const network = await Network.create({ inputs: 4, layers, loss: "softmaxCrossEntropy" });
  const dying = network.parameters;
  dying.fill(-90, 24, 30); // the hidden biases
  network.setParameters(dying);
  const { diagnosis } = await network.fit(train, { optimizer: sgd({ learningRate: 1e-4 }), epochs: 10 });
  expect(diagnosis).toContainEqual(
    expect.objectContaining({ kind: "deadUnits", layer: 1, figures: { count: 6, units: 6, activation: "relu" } }),
  );
});

describe("layers inside a residual", () => {
  const silent = async () => {
    const wide = () => dense(8, { activation: "relu" });
    const layers = [residual([residual([dense(2)]), wide()], { shortcut: [wide()] }), dense(2)];
    const network = await Network.create({ inputs: 2, layers, loss: "softmaxCrossEntropy" });
    const theta = network.parameters;
    for (const { layer, name, from, length } of network.model.placed)
      if (layer === 0 && /^(1|shortcut\.0)\.biases$/.test(name)) theta.fill(-1000, from, from + length);
    network.setParameters(theta);
    return network;
  };

  test("are inspected beside it, under the names of their weights, with the figures that they have", async () => {
    const network = await silent();
    const inspected = network.inspect(data);
    expect(inspected.map(({ layer, inside, kind }) => [layer, inside, kind])).toEqual([
      [0, undefined, "residual"],
      [1, undefined, "dense"],
    ]);
    const inner = inspected[0].layers ?? [];
    expect(inner.map(({ inside, kind, deadUnits }) => [inside, kind, deadUnits])).toEqual([
      ["0", "residual", 0],
      ["0.0", "dense", 0],
      ["1", "dense", 8],
      ["shortcut.0", "dense", 8],
    ]);
    for (const { layer, inside, kind } of inner)
      if (kind === "dense") expect(network.weights(layer)).toHaveProperty([`${inside}.weights`]);
    expect(inspected[1]).not.toHaveProperty("layers");
  });

  test("have gradients of their own, whose squares add up to the residual's; twins are counted in each", async () => {
    const layers = [
      residual([dense(3, { initializer: initializers.constant({ value: 0.5 }) })], { shortcut: [dense(3)] }),
      dense(2),
    ];
    const network = await Network.create({ inputs: 2, layers, loss: "softmaxCrossEntropy" });
    const [{ gradientNorm, layers: inner = [] }] = network.inspect(data);
    expect(inner.map(({ twins }) => twins)).toEqual([3, 0]);
    const { gradient } = network.gradient(data.inputs, data.targets);
    const norm = (part: Float32Array) => Math.sqrt(part.reduce((sum, g) => sum + g * g, 0));
    expect(inner[1].gradientNorm / norm(gradient.subarray(9, 18))).toBeCloseTo(1, 5);
    expect(Math.hypot(...inner.map((one) => one.gradientNorm)) / gradientNorm).toBeCloseTo(1, 5);
  });

  test("are judged: dead units on either side are found, and no plateau is blamed", async () => {
    const network = await silent();
    const { diagnosis } = await network.fit(data, { optimizer: sgd({ learningRate: 1e-3 }), epochs: 40, batchSize: 1 });
    const dead = diagnosis.filter(({ kind }) => kind === "deadUnits");
    expect(dead.map(({ layer, inside }) => [layer, inside])).toEqual([
      [0, "1"],
      [0, "shortcut.0"],
    ]);
    expect(dead[1].message).toMatch(/layer 0, shortcut\.0 inside it \(8 units of relu\)/);
    expect(diagnosis.map(({ kind }) => kind)).not.toContain("plateau");
  });
});
