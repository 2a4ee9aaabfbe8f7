// L3: "randomly shuffling the training data into batches at the start of each epoch; different epochs would have different batches."
import assert from "node:assert/strict";
import { dataset, dense, Network, sgd } from "ravine";
import { heading, say, table } from "./print.js";

heading("2  Shuffling");
// A network that always says 0, at a rate too small to change it: the cost of a batch of one row is target², so it tells the row.
const ROWS = 10;
const numbered = dataset({ inputs: Array.from({ length: ROWS }, () => [1]), targets: [...Array(ROWS).keys()] });
const costsOf = async (batchSize) => {
  const options = { inputs: 1, layers: [dense(1, { initializer: "zeros" })], loss: "meanSquaredError" };
  const run = await (await Network.create(options)).fit(numbered, {
    optimizer: sgd({ learningRate: 1e-20 }),
    batchSize,
    epochs: 3,
  });
  return [...run.curve.batchCost];
};
const rows = (await costsOf(1)).map((cost) => Math.round(Math.sqrt(cost)));
const epochs = [0, 1, 2].map((epoch) => rows.slice(ROWS * epoch, ROWS * (epoch + 1)));
table(
  ["epoch", "order of the rows"],
  epochs.map((order, i) => [i + 1, order.join(" ")]),
);
for (const order of epochs)
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    [...Array(ROWS).keys()],
  );
assert.equal(new Set(epochs.map(String)).size, 3);

// Batches of 4 out of 10 rows are 4, 4 and 2: the short one is used, and its mean is over its own two rows.
const short = (await costsOf(4))[2];
const [a, b] = epochs[0].slice(8);
say(
  `Each row once per epoch, never in the same order. The last batch of 4, 4, 2 has the cost (${a}² + ${b}²)/2 = ${short}.`,
);
assert.equal(short, (a * a + b * b) / 2);
