// Regression with standardised targets: the network learns, and counts losses, in standardised units; predictions are raw.
import { expect, test } from "vitest";
import { builtin, dataset, dense, Network, resume, sgd, split, standardizer } from "../../src/index.ts";
import { noise } from "../support/numbers.ts";

const inputs = noise(3 * 40, 2);
const targets = Float32Array.from({ length: 80 }, (_, i) => {
  const [a, b, c] = inputs.subarray(3 * (i >> 1), 3 * (i >> 1) + 3);
  return i % 2 === 0 ? 5000 + 300 * a - 100 * b : 0.001 * c;
});
const data = dataset({ inputs, features: 3, targets, outputs: 2 });
const scale = standardizer(data, { targets: true });
const layers = [dense(5, { activation: "tanh" }), dense(2)];
const spec = { inputs: 3, layers, loss: "meanSquaredError" } as const;

test("training on raw rows is training on rows and targets that were standardised before, to the bit", async () => {
  const raw = await Network.create({ ...spec, standardizer: scale });
  const before = await Network.create(spec);
  const ready = scale.apply(data);
  const options = { epochs: 5, batchSize: 7, optimizer: sgd({ learningRate: 0.1 }) };
  const [one, two] = [
    await raw.fit(data, { ...options, validation: data }),
    await before.fit(ready, { ...options, validation: ready }),
  ];
  expect(raw.fingerprint()).toBe(before.fingerprint());
  expect(one.curve.batchCost).toEqual(two.curve.batchCost);
  expect(one.curve.points.map((point) => point.validation)).toEqual(two.curve.points.map((point) => point.validation));
  expect(raw.evaluate(data)).toEqual(before.evaluate(ready));
  expect(raw.gradient(data.inputs, data.targets)).toEqual(before.gradient(ready.inputs, ready.targets));
  expect(raw.predict(data.inputs, { raw: true })).toEqual(before.predict(ready.inputs));
  expect(raw.predict(data.inputs)).toEqual(scale.restoreTargets(before.predict(ready.inputs)));
});

test("the loss is the mean of squares of (prediction − target)/SD, so that columns of any size count alike", async () => {
  const network = await Network.create({ ...spec, standardizer: scale });
  await network.fit(data, { epochs: 200, batchSize: 8, optimizer: sgd({ learningRate: 0.1 }) });
  const predictions = network.predict(data.inputs);
  const { targetDeviation = [] } = scale;
  const squares = predictions.map((value, i) => ((value - targets[i]) / Number(targetDeviation[i % 2])) ** 2);
  const { loss } = network.evaluate(data);
  expect(loss).toBeCloseTo(squares.reduce((sum, square) => sum + square) / squares.length, 5);
  expect(loss).toBeLessThan(0.1);
  expect(network.gradient(data.inputs, data.targets).cost).toBeCloseTo(loss, 5);
});

test("a saved model predicts in the targets' own units again, and a cut run goes on to the same bits", async () => {
  const diabetes = await builtin("diabetes");
  const { train, validation } = split(diabetes, { validation: 0.2, test: 0 });
  const make = () =>
    Network.create({
      inputs: 10,
      layers: [dense(8, { activation: "relu" }), dense(1)],
      loss: "huber",
      standardizer: standardizer(train, { targets: true }),
    });
  const whole = await (await make()).fit(train, { epochs: 6, validation });
  const cut = await (await make()).fit(train, { epochs: 6, validation, steps: 31 });
  const { network } = await resume(cut.checkpoint(), train, { validation });
  expect(network.fingerprint()).toBe(whole.network.fingerprint());
  const opened = await Network.load(network.save());
  const predictions = opened.predict(validation.inputs);
  expect(predictions).toEqual(whole.network.predict(validation.inputs));
  expect(predictions.reduce((sum, value) => sum + value) / predictions.length).toBeGreaterThan(50);
});

test("data that was standardised already is refused, and so are standardised targets for classes", async () => {
  const network = await Network.create({ ...spec, standardizer: scale });
  await expect(network.fit(scale.apply(data))).rejects.toThrow(/expected raw data/);
  expect(() => network.evaluate(scale.apply(data))).toThrow(/expected raw data/);
  const iris = await builtin("iris");
  expect(() => standardizer(iris, { targets: true })).toThrow(/class numbers/);
});

test.each(["softmaxCrossEntropy", "binaryCrossEntropy", "hinge", "squaredHinge", "klDivergence"])(
  "a network with %s refuses a standardizer of targets",
  async (loss) => {
    const made = Network.create({ ...spec, loss, standardizer: scale });
    await expect(made).rejects.toThrow(/standardizer.*2 target columns.*classifies/);
  },
);

test("a standardizer of targets of another width than the outputs is refused", async () => {
  const made = Network.create({ ...spec, layers: [dense(3)], standardizer: scale });
  await expect(made).rejects.toThrow(/standardizer.*2 target columns.*expected 3/);
});
