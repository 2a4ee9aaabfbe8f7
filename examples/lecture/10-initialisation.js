// L15: "What if we initialize all to 0, or a constant c? All neurons will stay the same!" Gaussian, Xavier 2/(n_in + n_out), He 2/n_in.
import assert from "node:assert/strict";
import { adam, builtin, dense, initializers, Network, split, standardizer } from "ravine";
import { figure, heading, percent, say, table } from "./print.js";

heading("10  Initialisation");
const { train } = split(await builtin("wine"), { seed: 1 });
const UNITS = 12;
const pairs = (UNITS * (UNITS - 1)) / 2;
const starts = { "all 0": "zeros", "all 0.1": initializers.constant({ value: 0.1 }), Xavier: "xavier" };
const rows = [];
const ended = {};
for (const [name, initializer] of Object.entries(starts)) {
  const layers = [dense(UNITS, { activation: "tanh", initializer }), dense(3, { initializer })];
  const spec = { inputs: 13, layers, loss: "softmaxCrossEntropy", standardizer: standardizer(train) };
  const network = await Network.create(spec);
  const before = network.inspect(train)[0].twins;
  const run = await network.fit(train, { optimizer: adam({ learningRate: 0.01 }), epochs: 40 });
  const after = network.inspect(train)[0].twins;
  ended[name] = { before, after, run, loss: network.evaluate(train).loss };
  rows.push([name, before, after, figure(ended[name].loss)]);
}
say(
  `Pairs of hidden units, of ${pairs}, whose weights are equal to the last bit, before and after ${ended.Xavier.run.steps} iterations:`,
);
table(["start", "before", "after", "training loss"], rows);
for (const name of ["all 0", "all 0.1"]) {
  assert.deepEqual([ended[name].before, ended[name].after], [pairs, pairs]);
  assert(ended[name].run.diagnosis.some(({ kind }) => kind === "symmetricWeights"));
  assert(ended[name].loss > 5 * ended.Xavier.loss);
}
assert.deepEqual([ended.Xavier.before, ended.Xavier.after], [0, 0]);
say(`The run says: "${ended["all 0.1"].run.diagnosis[0].message}"`);

// Variances of 300 × 200 weights. A Gaussian has 4.55 % beyond 2σ and 0.27 % beyond 3σ; cut off at 2σ it would have none.
const [fanIn, fanOut] = [300, 200];
const formulas = { xavier: ["2/(n_in + n_out)", 2 / (fanIn + fanOut)], he: ["2/n_in", 2 / fanIn] };
const measured = [];
for (const [initializer, [formula, variance]] of Object.entries(formulas)) {
  const layers = [dense(fanOut, { initializer, bias: false })];
  const weights = (await Network.create({ inputs: fanIn, layers, loss: "meanSquaredError" })).parameters;
  const measuredVariance = weights.reduce((sum, w) => sum + w * w, 0) / weights.length;
  const [two, three] = [2, 3].map((k) => weights.filter((w) => w * w > k * k * variance).length / weights.length);
  measured.push([initializer, formula, variance.toFixed(5), measuredVariance.toFixed(5), percent(two), percent(three)]);
  assert(Math.abs(measuredVariance / variance - 1) < 0.025); // 4 standard errors, √(2/60,000) each
  assert(Math.abs(two - 0.0455) < 0.0035 && Math.abs(three - 0.0027) < 0.0009);
}
table(["initializer", "variance", "expected", "measured", "beyond 2σ", "beyond 3σ"], measured);

// Why it matters: the size of the signal after ten ReLU layers.
const small = initializers.normal({ deviation: 0.01 });
const sizes = [];
for (const initializer of ["he", "xavier", small]) {
  const hidden = Array(10).fill(dense(100, { activation: "relu", initializer }));
  const spec = {
    inputs: 13,
    layers: [...hidden, dense(3)],
    loss: "softmaxCrossEntropy",
    standardizer: standardizer(train),
  };
  const seen = (await Network.create(spec)).inspect(train);
  sizes.push([0, 4, 9].map((layer) => seen[layer].deviation));
}
table(
  ["initializer", "deviation after 1 layer", "5 layers", "10 layers"],
  ["He", "Xavier", "Gaussian, σ = 0.01"].map((name, i) => [name, ...sizes[i].map(figure)]),
);
assert(sizes[0][2] > 0.2 && sizes[0][2] > 5 * sizes[1][2] && sizes[2][2] < 1e-6);
