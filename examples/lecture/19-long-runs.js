// L28: training "can take a long time": it says how long, can be stopped at any moment, and goes on to the same bits.
import assert from "node:assert/strict";
import { builtin, dense, Network, resume, split, standardizer } from "ravine";
import { figure, heading, say, table } from "./print.js";

heading("19  Long runs");
const { train, validation, test } = split(await builtin("spiral"), { seed: 1 });
const EPOCHS = 40;
const create = () =>
  Network.create({
    inputs: 2,
    layers: [dense(32, { activation: "relu" }), dense(train.classes.length)],
    loss: "softmaxCrossEntropy",
    standardizer: standardizer(train),
  });
const options = { validation, test, epochs: EPOCHS };
const whole = await (await create()).fit(train, options);

const stop = new AbortController();
const estimates = [];
const part = await (await create()).fit(train, {
  ...options,
  signal: stop.signal,
  onProgress({ epoch, remainingSeconds }) {
    estimates.push(remainingSeconds);
    if (epoch === 13) stop.abort();
  },
});
const bytes = part.checkpoint(); // a file's worth: weights, optimizer state, order, curve
const resumed = await resume(bytes, train, { validation, test });
table(
  ["run", "ended by", "iterations", "fingerprint of the weights"],
  Object.entries({ "in one go": whole, "aborted in epoch 13": part, "resumed from its checkpoint": resumed }).map(
    ([name, run]) => [name, run.reason, run.steps, run.network.fingerprint()],
  ),
);
say(
  `The checkpoint has ${bytes.length.toLocaleString("en")} bytes. At the abort the run expected ${figure(estimates.at(-1))} s more.`,
);
assert.equal(part.reason, "aborted");
assert(part.steps >= 13 * Math.ceil(train.rows / 32) && part.steps < whole.steps);
assert(estimates.every((seconds) => seconds > 0 && seconds < 600));
assert.equal(resumed.network.fingerprint(), whole.network.fingerprint());
const losses = ({ curve }) => curve.points.map((point) => point.validation.loss);
assert.deepEqual(losses(resumed), losses(whole)); // the curve too, as if it had never been cut
assert.deepEqual(resumed.curve.batchCost, whole.curve.batchCost);
