// Residuals, layer normalisation and activations in networks: gradients, Hessian products, masks, names, bits.
import { describe, expect, test } from "vitest";
import {
  activation,
  dense,
  dropout,
  type LayerDescription,
  layerNorm,
  Network,
  residual,
  sgd,
} from "../../src/index.ts";
import { everyLayer } from "../../src/layers/chain.ts";
import { layerKinds } from "../../src/layers/kinds.ts";
import { Model } from "../../src/network/model.ts";
import { type NetworkOptions, readSpec } from "../../src/network/spec.ts";
import { gradientOf } from "../../src/objective/gradientOf.ts";
import { compiled, reference } from "../curvature/support.ts";
import { expectClose, expectSameBits, noise } from "../support/numbers.ts";
import { measured } from "../training/support.ts";

const tanh = { activation: "tanh" };
/** Chains whose layers overwrite their gradients, at a fork and behind it, on either side, and one inside another. */
const nets: Readonly<Record<string, readonly LayerDescription[]>> = {
  "the inputs beside two layers": [residual([dense(6, tanh), dense(4)]), dense(2)],
  "behind a layer": [dense(5), residual([dense(6, tanh), dense(5)]), dense(2)],
  "a shortcut with layers": [
    dense(5),
    residual([dense(3, tanh)], { shortcut: [dense(3), activation("gelu")] }),
    dense(2),
  ],
  "chains that work in place": [dense(5), residual([dropout({ keep: 0.6 }), activation("tanh")]), dense(2)],
  "dropout last on both sides": [
    dense(5),
    residual([dense(3), dropout({ keep: 0.6 })], { shortcut: [dense(3), dropout({ keep: 0.5, scaleAt: "test" })] }),
    dropout({ keep: 0.8 }),
    dense(2),
  ],
  "one inside another": [
    dense(5),
    residual([layerNorm(), residual([dense(5, tanh), dropout({ keep: 0.7 })]), dense(5)]),
    layerNorm({ epsilon: 1e-3 }),
    activation("softplus"),
    dense(2),
  ],
  // two numbers are normalised to nearly ±1 whatever they are, but for a large ε
  "normalised first and last": [layerNorm(), dense(5, tanh), layerNorm(), dense(2), layerNorm({ epsilon: 0.5 })],
};
const names = Object.keys(nets);
const ROWS = 5;
const inputs = noise(ROWS * 4, 3);
const targets = noise(ROWS * 2, 4);
const options = (layers: readonly LayerDescription[]): NetworkOptions => ({
  inputs: 4,
  layers,
  loss: "meanSquaredError",
  l2: 0.01,
});
const masksOf = ({ model }: Network) =>
  everyLayer(model.layers)
    .flatMap(({ layer: { masks = [] } }) => masks)
    .map((units, i) => Uint8Array.from(noise(ROWS * units, 20 + i), (v) => (v > -0.4 ? 1 : 0)));

async function exact(layers: readonly LayerDescription[]) {
  const network = await Network.create({ ...options(layers), core: reference });
  network.setParameters(Float64Array.from(noise(network.parameters.length, 11), (v) => v + 0.1));
  return network;
}
const largest = (values: ArrayLike<number>) => Array.from(values).reduce((most, v) => Math.max(most, Math.abs(v)), 0);

describe.each(names)("%s", (name) => {
  const layers = nets[name];

  test("the gradient is the cost's central difference within 1e-7 of its largest, without masks and with", async () => {
    const network = await exact(layers);
    const theta = network.parameters;
    for (const given of [{}, { masks: masksOf(network) }]) {
      network.setParameters(theta);
      const { gradient } = network.gradient(inputs, targets, given);
      const differences = Array.from(theta, (_, i) => {
        const costAt = (by: number) => {
          network.setParameters(theta.map((v, k) => (k === i ? v + by : v)));
          return network.gradient(inputs, targets, given).cost;
        };
        return (costAt(1e-5) - costAt(-1e-5)) / 2e-5;
      });
      expectClose(gradient, differences, { relative: 0, absolute: 1e-7 * largest(gradient) }, "gradient");
    }
  });

  test("a Hessian product is the gradient's central difference within 1e-7 of its largest, without masks and with", async () => {
    const network = await exact(layers);
    const theta = network.parameters;
    const vector = Float64Array.from(noise(theta.length, 12));
    for (const given of [{}, { masks: masksOf(network) }]) {
      network.setParameters(theta);
      const product = network.hessianVectorProduct(inputs, targets, vector, given);
      const gradientAt = (by: number) => {
        network.setParameters(theta.map((v, k) => v + by * vector[k]));
        return network.gradient(inputs, targets, given).gradient;
      };
      const [more, less] = [gradientAt(1e-5), gradientAt(-1e-5)];
      const differences = Array.from(more, (v, i) => (v - less[i]) / 2e-5);
      expectClose(product, differences, { relative: 0, absolute: 1e-7 * largest(product) }, "product");
    }
  });

  test("trains to the reference core's weights within 2e-5, whatever the size of a block", async () => {
    const data = measured(30);
    const network = await Network.create({ ...options(layers), core: compiled });
    const other = await Network.create({ ...options(layers), core: reference });
    const fit = { optimizer: sgd({ learningRate: 0.05 }), epochs: 3, batchSize: 10, seed: 2 };
    for (const one of [network, other]) await one.fit(data, fit);
    expectClose(network.parameters, other.parameters, { relative: 2e-5, absolute: 2e-5 }, "θ");

    const read = readSpec(options(layers), layerKinds);
    const gradients = [];
    for (const mostRows of [256, 3])
      gradients.push(gradientOf(await Model.make(read, compiled, { mostRows }), inputs, targets).gradient);
    expectSameBits(gradients[1], gradients[0], "blocks of 3 rows");
  });

  test("saved and loaded, and described by JSON, it predicts the same bits", async () => {
    const network = await Network.create({ ...options(layers), core: compiled });
    const expected = network.predict(inputs);
    expectSameBits((await Network.load(network.save())).predict(inputs), expected, "loaded");
    const plain = JSON.parse(JSON.stringify(layers));
    expectSameBits(
      (await Network.create({ ...options(plain), core: compiled })).predict(inputs),
      expected,
      "from JSON",
    );
  });
});

test("θ holds a residual's layers, then its shortcut, under names that say so", async () => {
  const network = await exact([dense(3), layerNorm(), residual([dense(4), dense(2)], { shortcut: [dense(2)] })]);
  expect(network.model.placed.map(({ layer, name }) => `${layer}.${name}`)).toEqual([
    ...["0.weights", "0.biases", "1.gains", "1.biases"],
    ...["2.0.weights", "2.0.biases", "2.1.weights", "2.1.biases", "2.shortcut.0.weights", "2.shortcut.0.biases"],
  ]);
});

test("gains begin at 1 and biases at 0, and no penalty reaches them", async () => {
  const network = await Network.create({ ...options([layerNorm(), dense(2)]), l2: 10, core: compiled });
  expect([...network.parameters.subarray(0, 8)]).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
  const free = await Network.create({ ...options([layerNorm(), dense(2)]), l2: 0, core: compiled });
  const [a, b] = [network, free].map((one) => one.gradient(inputs, targets).gradient);
  expectSameBits(a.subarray(0, 8), b.subarray(0, 8), "gradients of gains and biases");
});

test("each of several dropout layers draws masks of its own, also inside a residual", async () => {
  const layers = [dropout(), residual([dropout()], { shortcut: [dropout()] }), dense(1)];
  const network = await Network.create({ ...options(layers), loss: "meanSquaredError", core: compiled });
  const draws = everyLayer(network.model.layers).flatMap(({ layer: { constants } }) =>
    Object.entries(constants).flatMap(([name, { values }]) => (name === "draw" ? [values[1]] : [])),
  );
  expect(draws).toEqual([0, 1, 2]);
});

test("a residual counts no stream of random numbers of its own: its layers begin as they would without it", async () => {
  const flat = await Network.create({ ...options([dense(4), dense(4), dense(2)]), core: compiled });
  const block = await Network.create({ ...options([residual([dense(4), dense(4)]), dense(2)]), core: compiled });
  expectSameBits(block.parameters, flat.parameters, "weights of the same layers");
});

test.each([
  ["two shapes", () => options([residual([dense(3)])]), /layers\[0\].*3 from its layers and 4 from its shortcut/],
  ["no layers", () => options([residual([])]), /residual\.layers.*an array of layers/],
  ["what is no layer", () => options([residual([dense(4), 5 as never])]), /residual\.layers/],
  ["an unknown layer", () => options([residual([{ kind: "dens" }])]), /layers\[0\]\.layers\[0\].*Did you mean "dense"/],
  ["a bad ε", () => options([layerNorm({ epsilon: 0 }), dense(2)]), /layerNorm\.epsilon.*a number > 0/],
  ["an unknown activation", () => options([activation("relo"), dense(2)]), /activation.*Did you mean "relu"/],
])("%s: an OptionError that says where", async (_, made, message) => {
  const refused = async () => Network.create(made());
  await expect(refused()).rejects.toThrow(message);
  await expect(refused()).rejects.toHaveProperty("name", "OptionError");
});

test("inputs with a shape: normalised over the channels of each place, and flat for a dense layer", async () => {
  const shaped = await Network.create({
    inputs: [2, 2, 3],
    layers: [layerNorm()],
    loss: "meanSquaredError",
    core: compiled,
  });
  const flat = await Network.create({ inputs: 3, layers: [layerNorm()], loss: "meanSquaredError", core: compiled });
  const rows = noise(24, 5);
  expectSameBits(shaped.predict(rows), flat.predict(rows), "places as rows");
  const network = await Network.create({
    inputs: [2, 2, 3],
    layers: [layerNorm(), dense(2)],
    loss: "hinge",
    core: compiled,
  });
  expect(network.parameters.length).toBe(3 + 3 + 24 + 2);
  expect(network.summary()).toContain("2 × 2 × 3 inputs");
  expectSameBits((await Network.load(network.save())).predict(rows), network.predict(rows), "loaded");
});
