// Trains 784-128-10 on Fashion-MNIST and shows every epoch. Uses nothing but the package and Node.
//   npm run fashion -- [DIR] [--epochs N]      DIR holds the four files, with or without .gz; default: Debian's place
//
// Exit codes: 0 trained · 1 a file is missing or cannot be read, or the training diverged · 2 wrong arguments · 130 interrupted
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { adam, cosine, dense, idx, Network, split } from "ravine";

const DEBIAN = "/usr/share/datasets/fashion-mnist";
const USAGE = "npm run fashion -- [DIR] [--epochs N]";
const files = [
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte",
  "t10k-labels-idx1-ubyte",
];
const classes = "T-shirt Trouser Pullover Dress Coat Sandal Shirt Sneaker Bag Boot".split(" ");

function leave(code, text) {
  console.error(text);
  process.exit(code);
}

function readArguments() {
  try {
    const options = {
      epochs: { type: "string", default: "10" },
      help: { type: "boolean", short: "h", default: false },
    };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.help) {
      console.log(`${USAGE}\nDIR holds ${files.join(", ")}, with or without .gz; default ${DEBIAN}`);
      process.exit(0);
    }
    const epochs = Number(values.epochs);
    if (!Number.isInteger(epochs) || epochs < 1)
      throw new Error(`--epochs is ${values.epochs}, expected a whole number ≥ 1`);
    if (positionals.length > 1) throw new Error(`one directory expected, got ${positionals.join(", ")}`);
    return { folder: positionals[0] ?? DEBIAN, epochs };
  } catch (error) {
    return leave(2, `fashion: ${error.message}\n${USAGE}`);
  }
}

/** The paths of the four files; leaves with what to install where one is missing. */
function find(folder) {
  const paths = files.map((name) => [join(folder, name), join(folder, `${name}.gz`)].find((path) => existsSync(path)));
  const missing = files.filter((_, i) => paths[i] === undefined);
  if (missing.length === 0) return paths;
  return leave(
    1,
    [
      `fashion: ${folder} has no ${missing.map((name) => `${name}[.gz]`).join(", ")}`,
      "Install them with   apt-get install dataset-fashion-mnist   (Debian, Ubuntu),",
      "or take the four .gz files from https://github.com/zalandoresearch/fashion-mnist and name their directory:",
      `  ${USAGE}`,
    ].join("\n"),
  );
}

const percent = (share) => `${(100 * share).toFixed(2)} %`;
const columns = (...cells) => cells.map((cell, i) => String(cell).padStart([5, 10, 10, 12, 9, 9, 7][i])).join("  ");

const { folder, epochs } = readArguments();
const paths = find(folder);
const started = performance.now();
const secondsSince = (since) => (performance.now() - since) / 1000;

let sets;
try {
  const [images, labels, testImages, testLabels] = await Promise.all(paths.map((path) => readFile(path)));
  sets = [await idx(images, labels), await idx(testImages, testLabels)].map((set) => ({ ...set, classes }));
} catch (error) {
  leave(1, `fashion: ${folder} cannot be read. ${error.message}`);
}
const [all, test] = sets;
const { train, validation } = split(all, { validation: 1 / 12, test: 0 });
console.log(
  `Fashion-MNIST from ${folder}: ${train.rows} rows to train on, ${validation.rows} to validate, ${test.rows} to test; ` +
    `read in ${secondsSince(started).toFixed(1)} s`,
);

const network = await Network.create({
  inputs: all.features,
  layers: [dense(128, { activation: "relu" }), dense(classes.length)],
  loss: "softmaxCrossEntropy",
});
console.log(`${network.summary()}\n`);

const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
console.log(columns("epoch", "train loss", "train acc.", "valid. acc.", "rate", "rows/s", "left"));
const fitted = performance.now();
const run = await network.fit(train, {
  optimizer: adam({ learningRate: 0.001 }),
  schedule: cosine({ length: epochs }),
  epochs,
  batchSize: 128,
  validation,
  signal: stop.signal,
  onProgress: ({ epoch, train: trained, validation: held, learningRate, rowsPerSecond, remainingSeconds }) =>
    console.log(
      columns(
        epoch,
        trained.loss.toFixed(4),
        percent(trained.accuracy),
        percent(held.accuracy),
        learningRate.toExponential(1),
        Math.round(rowsPerSecond),
        `${remainingSeconds.toFixed(0)} s`,
      ),
    ),
});
const seconds = secondsSince(fitted);
if (run.reason === "diverged") leave(1, `fashion: diverged after ${run.steps} steps`);

const figures = network.evaluate(test);
const rows = Math.min(epochs * train.rows, run.steps * 128);
console.log(`\ntraining accuracy    ${percent(network.evaluate(train).accuracy)}`);
console.log(`validation accuracy  ${percent(network.evaluate(validation).accuracy)}`);
console.log(`test accuracy        ${percent(figures.accuracy)}, loss ${figures.loss.toFixed(4)}`);
console.log(`of each class        ${classes.map((name, c) => `${name} ${share(figures.confusion[c], c)}`).join(", ")}`);
console.log(
  `${run.steps} steps in ${seconds.toFixed(1)} s with their evaluations: ${Math.round(rows / seconds)} rows/s; fingerprint ${network.fingerprint()}`,
);
if (run.reason === "aborted") process.exitCode = 130;

function share(counts, c) {
  return `${Math.round((100 * counts[c]) / counts.reduce((sum, n) => sum + n, 0))} %`;
}
