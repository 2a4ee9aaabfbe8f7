// L19, L21: sigmoid, tanh, ReLU and others; tanh(t) = 2σ(2t) − 1; "don't use sigmoid, try ReLU first, and then tanh."
import assert from "node:assert/strict";
import { adam, builtin, dense, Network, split, standardizer } from "ravine";
import { heading, percent, say, table } from "./print.js";

heading("13  Activation functions");
/** One unit whose error |f(t) + 9| always has the slope 1: the bias's gradient is then f′(t). */
async function unitOf(activation) {
  const layers = [dense(1, { activation })];
  const network = await Network.create({ inputs: 1, layers, loss: "meanAbsoluteError" });
  network.setParameters([1, 0]);
  const value = (t) => network.predict([[t]])[0];
  const slope = (t) => network.gradient([[t]], [-9]).gradient[1];
  return { network, value, slope };
}
const names = "sigmoid tanh relu leakyRelu elu selu gelu silu softplus softsign hardSigmoid mish identity".split(" ");
const places = [-6, -1, 0.5, 6];
const rows = [];
for (const name of names) {
  const { value, slope } = await unitOf(name);
  rows.push([name, ...places.map((t) => slope(t).toFixed(4))]);
  for (const t of places) assert(Math.abs((value(t + 0.01) - value(t - 0.01)) / 0.02 - slope(t)) < 2e-4);
}
table(["slope at t =", ...places], rows);

// tanh(t) = 2σ(2t) − 1, in float32, at 20,001 places
const grid = Float32Array.from({ length: 20001 }, (_, i) => (i - 10000) / 1000);
const [tanh, sigmoid] = await Promise.all(["tanh", "sigmoid"].map(unitOf));
const left = tanh.network.predict(grid);
const right = sigmoid.network.predict(grid.map((t) => 2 * t));
const apart = left.reduce((most, y, i) => Math.max(most, Math.abs(y - (2 * right[i] - 1))), 0);
say(`tanh(t) and 2σ(2t) − 1 differ by at most ${apart.toExponential(1)} on [−10, 10].`);
assert(apart <= 2.4e-7);

// "Don't use sigmoid": four hidden layers learn to read digits, the median of three seeds.
const { train, validation } = split(await builtin("digits"), { seed: 1 });
const reached = {};
for (const activation of ["sigmoid", "tanh", "relu"]) {
  const layers = [...Array.from({ length: 4 }, () => dense(32, { activation })), dense(10)];
  const spec = { inputs: 64, layers, loss: "softmaxCrossEntropy", standardizer: standardizer(train) };
  const accuracies = [];
  for (const seed of [1, 2, 3]) {
    const network = await Network.create({ ...spec, seed });
    await network.fit(train, { optimizer: adam(), epochs: 8, seed, evaluateEvery: false });
    accuracies.push(network.evaluate(validation).accuracy);
  }
  reached[activation] = accuracies.sort((a, b) => a - b)[1];
}
say("Four hidden layers of 32 units on the digits, 8 epochs:");
table(
  ["activation", "validation accuracy"],
  Object.entries(reached).map(([name, accuracy]) => [name, percent(accuracy)]),
);
assert(reached.relu > reached.sigmoid + 0.2 && reached.tanh > reached.sigmoid + 0.2);
