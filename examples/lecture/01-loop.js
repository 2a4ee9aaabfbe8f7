// L1, L2: "Loop until convergence: forward pass, backward pass, update each weight." Iterations, epochs, and why a run ends.
import assert from "node:assert/strict";
import { builtin, dense, Network, sgd, split, standardizer } from "ravine";
import { heading, say, table } from "./print.js";

heading("1  The loop");
const { train, validation } = split(await builtin("iris"), { seed: 1 });
const create = () =>
  Network.create({
    inputs: 4,
    layers: [dense(8, { activation: "tanh" }), dense(3)],
    loss: "softmaxCrossEntropy",
    standardizer: standardizer(train),
  });

// The loop by hand: forward and backward are one call, then W ← W − α ∂C/∂W.
const rate = 0.5;
const byHand = await create();
for (let iteration = 0; iteration < 20; iteration++) {
  const { gradient } = byHand.gradient(train.inputs, train.targets);
  byHand.setParameters(byHand.parameters.map((w, i) => w - rate * gradient[i]));
}
// The same by fit: with the whole set as its batch, an epoch is one iteration.
const byFit = await create();
await byFit.fit(train, { optimizer: sgd({ learningRate: rate }), batchSize: train.rows, epochs: 20 });
const apart = Math.max(...byFit.parameters.map((w, i) => Math.abs(w - byHand.parameters[i])));
say(`20 iterations by hand and by fit: the weights differ by at most ${apart.toExponential(1)} (rounding).`);
assert(apart < 1e-5);

// An epoch is one pass of the training set; how many iterations it has depends on the batch.
const counted = [];
for (const batchSize of [1, 8, 32, train.rows]) {
  const { steps } = await (await create()).fit(train, { batchSize, epochs: 10, evaluateEvery: false });
  counted.push([batchSize === train.rows ? "batch (all)" : `minibatch of ${batchSize}`, 10, steps / 10, steps]);
  assert.equal(steps, 10 * Math.ceil(train.rows / batchSize));
}
say(`${train.rows} training rows:`);
table(["gradient from a", "epochs", "iterations per epoch", "iterations"], counted);

// Seven reasons to stop; `run.reason` says which it was.
const abort = new AbortController();
const ways = {
  epochs: { epochs: 5 },
  steps: { steps: 7 },
  converged: {
    batchSize: train.rows,
    optimizer: sgd({ learningRate: 1 }),
    convergence: { gradientNorm: 0.02 },
    epochs: 5000,
    evaluateEvery: { epochs: 100 },
  },
  patience: { validation, earlyStopping: { patience: 3, minDelta: 0.01 }, epochs: 500 },
  budget: { budget: { steps: 12 } },
  aborted: { signal: abort.signal, epochs: 500, onProgress: ({ epoch }) => epoch === 4 && abort.abort() },
  diverged: { optimizer: sgd({ learningRate: 1e38 }), epochs: 500 },
};
const ended = [];
for (const [expected, options] of Object.entries(ways)) {
  const { reason, steps } = await (await create()).fit(train, options);
  ended.push([reason, steps]);
  assert.equal(reason, expected);
}
table(["ended by", "after iterations"], ended);
