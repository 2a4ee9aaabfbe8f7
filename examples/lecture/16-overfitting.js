// L25: "If performance decreases on the validation set but increases on the training set, that is an indication that we are overfitting."
import assert from "node:assert/strict";
import { adam, builtin, dense, dropout, Network, split, standardizer } from "ravine";
import { figure, heading, say, table } from "./print.js";

heading("16  Overfitting");
const { train, validation, test } = split(await builtin("breastCancer"), { validation: 0.4, test: 0.4, seed: 1 });
async function learn({ keep = 1, l2 = 0, ...options }) {
  const hidden = [dense(64, { activation: "tanh" }), ...(keep < 1 ? [dropout({ keep, scaleAt: "test" })] : [])];
  const layers = [...hidden, ...hidden, dense(2)];
  const spec = { inputs: 30, layers, loss: "softmaxCrossEntropy", l2, standardizer: standardizer(train) };
  const network = await Network.create(spec);
  const optimizer = adam({ learningRate: 0.0005 });
  const run = await network.fit(train, { optimizer, validation, test, batchSize: 16, epochs: 150, ...options });
  return { run, points: run.curve.points, left: network.evaluate(validation).loss };
}

const plain = await learn({});
const losses = plain.points.map((point) => point.validation.loss);
const lowest = losses.indexOf(Math.min(...losses));
table(
  ["epoch", "training loss", "validation loss", "test loss"],
  [0, 5, lowest, 60, 100, 149].map((i) => [
    plain.points[i].epoch,
    ...["train", "validation", "test"].map((set) => figure(plain.points[i][set].loss)),
  ]),
);
assert(losses.at(-1) > 1.5 * losses[lowest] && plain.points.at(-1).train.loss < plain.points[lowest].train.loss / 2);

// The run notices, with the epoch, and names the lecture's remedies.
const finding = plain.run.diagnosis.find(({ kind }) => kind === "overfitting");
say(`"${finding?.message}\n  ${finding?.remedy}"`);
assert.equal(finding?.epoch, plain.points[lowest].epoch);
assert(/dropout/.test(finding.remedy) && /l2/.test(finding.remedy));

// The remedies. Early stopping gives back the weights of its best evaluation, bit for bit.
const stopped = await learn({ earlyStopping: { patience: 15 } });
const ways = {
  none: plain,
  "early stopping": stopped,
  "L2 penalty": await learn({ l2: 0.02 }),
  dropout: await learn({ keep: 0.5 }),
};
table(
  ["remedy", "ended by", "epochs", "validation loss at the end", "of the weights left"],
  Object.entries(ways).map(([name, { run, points, left }]) => [
    name,
    run.reason,
    points.length,
    figure(points.at(-1).validation.loss),
    figure(left),
  ]),
);
assert.equal(stopped.run.reason, "patience");
assert.equal(stopped.left, Math.min(...stopped.points.map((point) => point.validation.loss)));
assert(
  Object.values(ways)
    .slice(1)
    .every(({ left }) => left < 0.75 * plain.left),
);
