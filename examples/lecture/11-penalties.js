// L16: "Use L1 and L2 regularization as in regression; combination of L1 and L2 also possible": ½λ₂‖W‖² + λ₁‖W‖₁, not on biases.
import assert from "node:assert/strict";
import { adam, builtin, dataset, dense, linear, Network, split, standardizer } from "ravine";
import { figure, heading, say, table } from "./print.js";

heading("11  Penalties");
// The diabetes table, 10 measurements, and 30 columns of chance beside them: few rows, so that chance looks like a pattern.
const real = await builtin("diabetes");
const [FEATURES, NOISE] = [10, 30];
let state = 1;
const chance = () => {
  state = (state * 48271) % 2147483647; // Lehmer 1951, so that every run has the same numbers
  return state / 2147483647 - 0.5;
};
const inputs = Array.from({ length: real.rows }, (_, row) => [
  ...real.inputs.subarray(FEATURES * row, FEATURES * (row + 1)),
  ...Array.from({ length: NOISE }, chance),
]);
const { train, validation } = split(dataset({ inputs, targets: real.targets }), { validation: 0.7, test: 0, seed: 1 });
const create = (penalty) => {
  const scale = standardizer(train, { targets: true });
  const inputs = FEATURES + NOISE;
  return Network.create({ inputs, layers: [dense(1)], loss: "meanSquaredError", standardizer: scale, ...penalty });
};

const penalties = { none: {}, L2: { l2: 0.6 }, L1: { l1: 0.2 }, both: { l1: 0.1, l2: 0.3 } };
const rows = [];
const ended = {};
for (const [name, penalty] of Object.entries(penalties)) {
  const network = await create(penalty);
  const options = { optimizer: adam({ learningRate: 0.02 }), schedule: linear({ from: 1, to: 0, length: 300 }) };
  await network.fit(train, { ...options, batchSize: train.rows, epochs: 300, evaluateEvery: false });
  const weights = network.parameters.slice(0, -1);
  const squares = weights.reduce((sum, w) => sum + w * w, 0);
  const sizes = weights.reduce((sum, w) => sum + Math.abs(w), 0);
  const zeros = weights.filter((w) => Math.abs(w) < 2e-3).length;
  const { loss, cost } = network.evaluate(train);
  const held = network.evaluate(validation).loss;
  ended[name] = { squares, zeros, held, loss };
  rows.push([
    name,
    figure(loss),
    figure(cost),
    figure(held),
    figure(squares),
    figure(sizes),
    `${zeros} of ${weights.length}`,
  ]);
  // the cost is the loss and the penalty
  const { l1 = 0, l2 = 0 } = penalty;
  assert(Math.abs(cost - loss - 0.5 * l2 * squares - l1 * sizes) < 1e-6);
}
say(`${train.rows} rows, ${FEATURES} measurements, ${NOISE} columns of chance:`);
table(["penalty", "loss", "cost", "validation loss", "‖W‖²", "‖W‖₁", "weights at 0"], rows);
assert(["L2", "L1", "both"].every((name) => ended[name].held < ended.none.held && ended[name].loss > ended.none.loss));
assert(ended.L2.squares < ended.none.squares);
assert(ended.L1.zeros > 10 && ended.L2.zeros < 5 && ended.none.zeros < 5); // only L1 gives weights up

// In the gradient: λ₂W + λ₁ sign(W) for weights, sign(0) = 0, and nothing for the bias, which is last.
const weights = [0.5, -0.25, 0, ...Array(FEATURES + NOISE - 3).fill(0.125), 3];
const gradientOf = async (penalty) => {
  const network = await create(penalty);
  network.setParameters(weights);
  return network.gradient(train.inputs, train.targets).gradient;
};
const [without, penalised] = [await gradientOf({}), await gradientOf({ l1: 0.2, l2: 0.6 })];
const added = penalised.map((g, i) => g - without[i]);
const expected = weights.map((w, i) => (i < weights.length - 1 ? 0.6 * w + 0.2 * Math.sign(w) : 0));
const line = (name, i) => [name, weights[i], added[i].toFixed(4), expected[i].toFixed(4)];
table(
  ["parameter", "value", "penalty's gradient", "0.6 W + 0.2 sign(W)"],
  [line("w₁", 0), line("w₂", 1), line("w₃", 2), line("bias", weights.length - 1)],
);
assert(added.every((g, i) => Math.abs(g - expected[i]) < 1e-5));
