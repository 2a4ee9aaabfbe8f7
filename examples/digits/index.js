// A network of 9,610 weights learns to read handwritten digits, 8 × 8 pixels each. Started by `npm start`.
import { mkdir, writeFile } from "node:fs/promises";
import {
  adam,
  builtin,
  dense,
  halveEvery,
  learningCurveSvg,
  learningCurveText,
  Network,
  split,
  standardizer,
} from "ravine";
import { drawDigits } from "./drawDigits.js";

const EPOCHS = 40;
const color = process.stdout.hasColors?.() ?? false;
const bold = (text) => (color ? `\x1b[1m${text}\x1b[0m` : text);
const started = performance.now();

// data: 1,797 digits, in three sets with the same share of each class
const digits = await builtin("digits");
const { train, validation, test } = split(digits, { validation: 0.15, test: 0.15, seed: 1 });

// network: 64 pixels → 128 units → 10 classes; it standardises pixels with the training set's mean and deviation
const network = await Network.create({
  inputs: digits.features,
  layers: [dense(128, { activation: "relu" }), dense(10)],
  loss: "softmaxCrossEntropy",
  l2: 1e-4,
  seed: 1,
  standardizer: standardizer(train),
});

const shown = [0, 1, 2, 3, 4, 5];
const read = (rows) => network.classify(rows.map((row) => test.inputs.slice(64 * row, 64 * row + 64)));
const pixels = (row) => test.inputs.subarray(64 * row, 64 * row + 64);
const truths = Array.from(test.targets, String);

console.log(`${bold("Learning to read handwritten digits")}\n`);
console.log(`${network.summary()}\n`);
const before = read(shown);
console.log("Six digits of the test set, and what the network reads before it has learned:\n");
console.log(`${drawDigits(shown.map((row, i) => ({ pixels: pixels(row), caption: `reads ${before[i]}` })))}\n`);

// fit: a bar where there is a terminal
const showProgress = ({ epoch, validation: { accuracy }, rowsPerSecond }) => {
  const bar = "█".repeat(epoch).padEnd(EPOCHS, "░");
  const rate = Math.round(rowsPerSecond).toLocaleString("en");
  process.stdout.write(`\r\x1b[2K${bar} epoch ${epoch}/${EPOCHS}  validation ${percent(accuracy)}  ${rate} rows/s`);
};
const fitStarted = performance.now();
const run = await network.fit(train, {
  optimizer: adam({ learningRate: 0.003 }),
  schedule: halveEvery(10),
  epochs: EPOCHS,
  batchSize: 32,
  validation,
  test,
  earlyStopping: { patience: 10 },
  onProgress: process.stdout.isTTY ? showProgress : undefined,
});
const fitSeconds = (performance.now() - fitStarted) / 1000;

// curve
console.log(`\n${await learningCurveText(run.curve, { color })}\n`);

// predict
const all = read(truths.map((_, row) => row));
console.log("The same six digits now:\n");
console.log(`${drawDigits(shown.map((row) => ({ pixels: pixels(row), caption: `reads ${all[row]}` })))}\n`);
const wrong = truths.flatMap((truth, row) => (all[row] === truth ? [] : [row])).slice(0, 6);
if (wrong.length > 0) {
  console.log(wrong.length === 1 ? "The one that it still gets wrong:\n" : "Some that it still gets wrong:\n");
  const captions = wrong.map((row) => ({ pixels: pixels(row), caption: `${all[row]}, is ${truths[row]}` }));
  console.log(`${drawDigits(captions)}\n`);
}

// figures
const line = (name, rows, cost, accuracy) =>
  `${name.padEnd(12)}${String(rows).padStart(6)}${String(cost).padStart(10)}${String(accuracy).padStart(11)}`;
console.log(bold(line("set", "rows", "cost", "accuracy")));
const results = {};
for (const [name, data] of Object.entries({ training: train, validation, test })) {
  results[name] = network.evaluate(data);
  console.log(line(name, data.rows, results[name].cost.toFixed(4), percent(results[name].accuracy)));
}
const why =
  { epochs: `all ${EPOCHS} epochs done`, patience: "validation loss no longer fell" }[run.reason] ?? run.reason;
const file = new URL("../../build/digits/learning-curve.svg", import.meta.url);
await mkdir(new URL(".", file), { recursive: true });
await writeFile(file, await learningCurveSvg(run.curve, { title: "Learning to read handwritten digits" }));
console.log(`
ended        ${run.reason} (${why}) after ${run.steps.toLocaleString("en")} iterations; the best weights are back
fingerprint  ${network.fingerprint()}
seconds      ${fitSeconds.toFixed(2)} training, ${((performance.now() - started) / 1000).toFixed(2)} in all
curve        build/digits/learning-curve.svg`);
if (results.test.accuracy < 0.97) process.exitCode = 1;

function percent(share) {
  return `${(100 * share).toFixed(2)} %`;
}
