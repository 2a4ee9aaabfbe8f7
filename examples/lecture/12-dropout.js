// L17, L18: "hidden units are set to 0 with probability 1 − p; when computing test outputs, scale all activations by p." p is `keep`.
import assert from "node:assert/strict";
import { adam, builtin, dense, dropout, Network, split, standardizer, subset } from "ravine";
import { figure, heading, percent, say, table } from "./print.js";

heading("12  Dropout");
// One row through 6 hidden units of which each is kept with probability 0.8, once for each of the 64 masks there are.
const [UNITS, KEEP] = [6, 0.8];
const row = [0.3, -1.2, 0.7];
const expectations = [];
for (const scaleAt of ["test", "training"]) {
  const layers = [dense(UNITS, { activation: "tanh" }), dropout({ keep: KEEP, scaleAt }), dense(1)];
  const network = await Network.create({ inputs: 3, layers, loss: "meanSquaredError", seed: 4 });
  // the output o in training, from two losses: (o − 0)² − (o − 1)² = 2o − 1
  const inTraining = (mask) => {
    const [a, b] = [0, 1].map((target) => network.gradient([row], [target], { masks: [mask] }).cost);
    return (a - b + 1) / 2;
  };
  let expected = 0;
  for (let number = 0; number < 2 ** UNITS; number++) {
    const mask = Uint8Array.from({ length: UNITS }, (_, unit) => (number >> unit) & 1);
    const kept = mask.reduce((sum, bit) => sum + bit, 0);
    expected += KEEP ** kept * (1 - KEEP) ** (UNITS - kept) * inTraining(mask);
  }
  const [tested] = network.predict([row]);
  const form = { test: "the lecture's: × p at test time", training: "inverted: ÷ p in training" }[scaleAt];
  expectations.push([form, expected.toFixed(6), tested.toFixed(6)]);
  assert(Math.abs(expected - tested) < 1e-6);
}
say("The output of one row, over all 64 masks by their probability, and at test time:");
table(["form", "expected in training", "at test time"], expectations);

// A network that overfits, 150 digits and 64 → 128 → 128 → 10, and the same with dropout.
const { train: pool, validation } = split(await builtin("digits"), { validation: 0.5, test: 0, seed: 1 });
const train = subset(
  pool,
  Array.from({ length: 150 }, (_, i) => i),
);
const forms = { "no dropout": null, "lecture's form": "test", inverted: "training" };
const rows = [];
const ended = {};
for (const [name, scaleAt] of Object.entries(forms)) {
  const drop = (keep) => (scaleAt ? [dropout({ keep, scaleAt })] : []);
  const relu = () => dense(128, { activation: "relu" });
  const layers = [...drop(0.8), relu(), ...drop(0.5), relu(), ...drop(0.5), dense(10)];
  const spec = { inputs: 64, layers, loss: "softmaxCrossEntropy", standardizer: standardizer(train) };
  const network = await Network.create(spec);
  const run = await network.fit(train, {
    optimizer: adam({ learningRate: 0.003 }),
    validation,
    epochs: 80,
    evaluateEvery: { epochs: 5 },
  });
  const lowest = Math.min(...run.curve.points.map((point) => point.validation.loss));
  const { loss, accuracy } = network.evaluate(validation);
  ended[name] = { train: network.evaluate(train).loss, loss, accuracy, lowest };
  rows.push([name, figure(ended[name].train), figure(loss), figure(lowest), percent(accuracy)]);
}
say(`${train.rows} training rows, ${80 * Math.ceil(train.rows / 32)} iterations:`);
table(["network", "training loss", "validation loss", "its lowest", "validation accuracy"], rows);
for (const name of ["lecture's form", "inverted"]) {
  assert(ended[name].loss < 0.9 * ended["no dropout"].loss && ended[name].train > ended["no dropout"].train);
  assert(ended[name].accuracy >= ended["no dropout"].accuracy);
}
