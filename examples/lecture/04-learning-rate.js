// L5, L6, L7: the learning rate: "too large can hinder convergence, too small: slow"; "cut by half every 10 epochs"; reduce on a plateau.
import assert from "node:assert/strict";
import {
  builtin,
  dense,
  halveEvery,
  learningRateRange,
  Network,
  reduceOnPlateau,
  sgd,
  split,
  standardizer,
} from "ravine";
import { figure, heading, percent, say, table } from "./print.js";

heading("4  The learning rate");
const { train, validation } = split(await builtin("iris"), { validation: 0.3, test: 0, seed: 1 });
const create = () =>
  Network.create({
    inputs: 4,
    layers: [dense(16, { activation: "relu" }), dense(3)],
    loss: "softmaxCrossEntropy",
    standardizer: standardizer(train),
  });
const fit = async (learningRate, options) =>
  (await create()).fit(train, { optimizer: sgd({ learningRate }), validation, batchSize: 8, epochs: 30, ...options });

// The range test raises the rate with every step and looks where the cost falls fastest.
const { suggestion } = await learningRateRange(await create(), train, {
  optimizer: sgd(),
  from: 1e-4,
  to: 100,
  batchSize: 8,
});
const rates = [1e-4, suggestion, 3, 30];
const [slow, good, wild, lost] = await Promise.all(rates.map((rate) => fit(rate)));
const costOf = ({ curve }) => curve.points.at(-1).train.loss;
table(
  ["learning rate", "ended by", "training cost", "what the run says of itself"],
  [slow, good, wild, lost].map((run, i) => [
    `${figure(rates[i])}${run === good ? " (suggested)" : ""}`,
    run.reason,
    figure(costOf(run)),
    run.diagnosis.map(({ kind }) => kind).join(", ") || "nothing to say",
  ]),
);
say(`The last explains itself: "${lost.diagnosis[0].message}\n  ${lost.diagnosis[0].remedy}"`);
assert(slow.diagnosis.some(({ kind }) => kind === "learningRateTooLow") && costOf(slow) > 5 * costOf(good));
assert(wild.diagnosis.some(({ kind }) => kind === "learningRateTooHigh") && costOf(wild) > 2 * costOf(good));
assert(lost.reason === "diverged" && lost.diagnosis[0].kind === "diverged" && good.diagnosis.length === 0);

// By plan: half of it every 10 epochs.
const halved = await fit(0.4, { schedule: halveEvery(10) });
const planned = halved.curve.points.map(({ learningRate }) => learningRate);
table(
  ["epoch", "halveEvery(10)"],
  [1, 10, 11, 20, 21, 30].map((epoch) => [epoch, figure(planned[epoch - 1])]),
);
assert.deepEqual(planned, halveEvery(10).rates(0.4, 30));
assert.deepEqual([planned[9], planned[10], planned[20]], [0.4, 0.2, 0.1]);

// By result: half of it when validation accuracy has not improved for more than 4 epochs.
const plateau = reduceOnPlateau({ monitor: "validation.accuracy", factor: 0.5, patience: 4 });
const { points } = (await fit(0.4, { schedule: plateau })).curve;
const accuracies = points.map((point) => point.validation.accuracy);
const reductions = points.filter(({ learningRate }, i) => i > 0 && learningRate < points[i - 1].learningRate);
table(
  ["from epoch", "rate on a plateau", "best validation accuracy by then"],
  [points[0], ...reductions].map(({ epoch, learningRate }) => [
    epoch,
    figure(learningRate),
    percent(Math.max(...accuracies.slice(0, epoch))),
  ]),
);
assert(reductions.length >= 2);
for (const { epoch } of reductions) {
  const earlier = Math.max(...accuracies.slice(0, epoch - 6));
  assert(accuracies.slice(epoch - 6, epoch - 1).every((accuracy) => accuracy <= earlier + 1e-4));
}
