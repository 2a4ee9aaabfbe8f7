// L4: batch sizes: too small and "gradients will be very noisy", too large and "training will be slow"; typical are 8 … 128.
import assert from "node:assert/strict";
import { builtin, dense, lossSurface, Network, recordPath, sgd, split, standardizer } from "ravine";
import { drawContour } from "./contour.js";
import { figure, heading, percent, say, table } from "./print.js";

heading("3  Batch size");
// Noise: how far a batch's gradient lies from that of the whole set, at the same weights, as a share of its length.
const { train } = split(await builtin("breastCancer"), { seed: 1 });
const scaled = standardizer(train).apply(train);
const create = () => Network.create({ inputs: 30, layers: [dense(2)], loss: "softmaxCrossEntropy", l2: 0.01, seed: 3 });
const network = await create();
const full = network.gradient(scaled.inputs, scaled.targets).gradient;
const noiseOf = (size) => {
  let sum = 0;
  const batches = Math.floor(scaled.rows / size);
  for (let i = 0; i < batches; i++) {
    const inputs = scaled.inputs.subarray(30 * size * i, 30 * size * (i + 1));
    const { gradient } = network.gradient(inputs, scaled.targets.subarray(size * i, size * (i + 1)));
    sum += gradient.reduce((squares, g, k) => squares + (g - full[k]) ** 2, 0);
  }
  return Math.sqrt(sum / batches) / Math.hypot(...full);
};

const paths = {};
const sizes = [1, 8, 32, 128, scaled.rows];
const results = [];
for (const batchSize of sizes) {
  const network = await create();
  const path = recordPath(network);
  const options = { optimizer: sgd({ learningRate: 0.1 }), batchSize, steps: 60, evaluateEvery: { steps: 1 } };
  const run = await network.fit(scaled, { ...options, onProgress: path.onProgress });
  const costs = path.costs.slice(1);
  const rises = costs.filter((cost, i) => i > 0 && cost > costs[i - 1]).length;
  paths[batchSize === scaled.rows ? "all rows" : `batch ${batchSize}`] = path.points;
  results.push({
    batchSize,
    noise: noiseOf(batchSize),
    rises,
    rows: 60 * batchSize,
    cost: run.curve.points.at(-1).train.cost,
  });
}
say("60 iterations from the same weights:");
table(
  ["batch size", "gradient noise", "steps uphill", "rows read", "final cost"],
  results.map(({ batchSize, noise, rises, rows, cost }) => [batchSize, percent(noise), rises, rows, figure(cost)]),
);
const surface = await lossSurface(network, scaled, {
  directions: { path: paths["all rows"] },
  range: [
    [-1.8, 0.3],
    [-0.8, 0.8],
  ],
  resolution: 60,
});
const drawn = Object.fromEntries(Object.entries(paths).map(([name, points]) => [name, surface.project(points)]));
console.log(`  The paths on the cost's contours: ${await drawContour("batches.svg", surface, drawn)}\n`);
assert(results.every(({ noise }, i) => i === 0 || noise < results[i - 1].noise));
assert(results[0].rises > 5 && results[4].rises === 0 && results[4].noise < 1e-5);
