// L8: "SGD has trouble navigating areas where surface curves more steeply in one direction": a contour plot with two weights.
import assert from "node:assert/strict";
import { adam, dataset, dense, lossSurface, Network, recordPath, sgd, standardizer } from "ravine";
import { drawContour } from "./contour.js";
import { figure, heading, say, table } from "./print.js";

heading("6  Zig-zag");
const inputs = [
  [114.8, 0.00323],
  [338.1, 0.00183],
  [98.8, 0.00279],
];
const raw = dataset({ inputs, targets: [5.1, 3.2, 4.1] });
const data = standardizer(raw, { targets: true }).apply(raw); // 28 times steeper along w₁ − w₂ than along w₁ + w₂
const create = () => Network.create({ inputs: 2, layers: [dense(1, { bias: false })], loss: "meanSquaredError" });
const optimizers = {
  "gradient descent": sgd({ learningRate: 0.72 }),
  momentum: sgd({ learningRate: 0.1, momentum: 0.8 }),
  Adam: adam({ learningRate: 0.2 }),
};
const paths = {};
const turns = {};
const rows = [];
for (const [name, optimizer] of Object.entries(optimizers)) {
  const network = await create();
  network.setParameters([-1.5, 2]);
  const path = recordPath(network);
  const options = { batchSize: 3, steps: 40, evaluateEvery: { steps: 1 }, onProgress: path.onProgress };
  await network.fit(data, { optimizer, ...options });
  paths[name] = path.points;
  const steps = path.points.slice(1).map((w, i) => [w[0] - path.points[i][0], w[1] - path.points[i][1]]);
  const across = steps.map(([a, b]) => a - b);
  turns[name] = across.filter((step, i) => i > 0 && step * across[i - 1] < 0).length;
  const length = steps.reduce((sum, [a, b]) => sum + Math.hypot(a, b), 0);
  rows.push([name, turns[name], figure(length), figure(path.costs.at(-1))]);
}
say("From the same weights, 40 iterations on all rows. A turn is a step that goes back across the ravine:");
table(["optimizer", "turns", "length of the path", "final cost"], rows);
assert(turns["gradient descent"] >= 35);
assert(turns.momentum < turns["gradient descent"] / 2 && turns.Adam < turns["gradient descent"] / 2);

const range = [
  [-2, 2.5],
  [-1.5, 2.5],
];
const surface = await lossSurface(await create(), data, { directions: [0, 1], range, resolution: 60 });
const drawn = Object.fromEntries(Object.entries(paths).map(([name, points]) => [name, surface.project(points)]));
say(`The paths on the contours of the two weights: ${await drawContour("ravine.svg", surface, drawn)}`);
