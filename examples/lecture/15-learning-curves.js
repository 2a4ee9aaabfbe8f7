// L23, L24: "Split the data into a training set, validation set, and test set. Plot the performance on the three sets vs. iterations."
import assert from "node:assert/strict";
import { adam, builtin, dense, learningCurveSvg, learningCurveText, Network, split, standardizer } from "ravine";
import { write } from "./contour.js";
import { heading, percent, say, table } from "./print.js";

heading("15  Learning curves");
const cancer = await builtin("breastCancer");
const shareOf = ({ targets, rows }) => targets.filter((target) => target === 1).length / rows;
const sets = Object.entries(split(cancer, { validation: 0.4, test: 0.4, seed: 1 }));
table(
  ["set", "rows", `of these ${cancer.classes[1]}`],
  sets.map(([name, set]) => [name, set.rows, percent(shareOf(set))]),
);
for (const [, set] of sets) assert(Math.abs(shareOf(set) - shareOf(cancer)) < 1 / set.rows); // the same in each

/** 64 → 64 units for 113 training rows, evaluated on all sets, dropout off, every 25 iterations; another split for each seed. */
async function learn(seed) {
  const { train, validation, test } = split(cancer, { validation: 0.4, test: 0.4, seed });
  const layers = [dense(64, { activation: "tanh" }), dense(64, { activation: "tanh" }), dense(2)];
  const spec = { inputs: 30, layers, loss: "softmaxCrossEntropy", standardizer: standardizer(train) };
  const options = {
    optimizer: adam({ learningRate: 0.0005 }),
    batchSize: 16,
    epochs: 100,
    evaluateEvery: { steps: 25 },
  };
  return (await (await Network.create(spec)).fit(train, { ...options, validation, test })).curve;
}
const curves = [];
for (let seed = 1; seed <= 10; seed++) curves.push(await learn(seed));
const [{ points, batchCost }] = curves;
console.log(`${await learningCurveText(curves[0])}\n`);
assert.deepEqual(
  points.map(({ step }) => step),
  points.map((_, i) => 25 * (i + 1)),
);

// "Validation and test curve should be the same, up to sampling error", √(a(1 − a)/m) for a set of m rows.
const [{ validation, test }] = points;
assert.equal(validation.standardError, Math.sqrt((validation.accuracy * (1 - validation.accuracy)) / 228));
const apart = (a, b) => Math.abs(a.accuracy - b.accuracy) / Math.hypot(a.standardError, b.standardError);
const all = curves.flatMap((curve) => curve.points);
const within = [1, 2].map(
  (errors) => all.filter((point) => apart(point.validation, point.test) < errors).length / all.length,
);
say(
  `First evaluation: validation ${percent(validation.accuracy)} ± ${percent(validation.standardError)}, test ${percent(test.accuracy)} ± ${percent(test.standardError)}.`,
);
say(
  `Over ten splits the two lie within one standard error at ${percent(within[0])}, within two at ${percent(within[1])} of the evaluations.`,
);
assert(within[0] > 0.5 && within[1] > 0.85);

// "Basically a fairytale": the textbook's smooth curves are those of the mean over many runs.
const means = points.map((point, i) => {
  const mean = (set, key) => curves.reduce((sum, curve) => sum + curve.points[i][set][key], 0) / curves.length;
  const figures = (set) =>
    Object.fromEntries(
      Object.keys(point[set]).map((key) => [
        key,
        mean(set, key) / (key.endsWith("Error") ? Math.sqrt(curves.length) : 1),
      ]),
    );
  return { ...point, train: figures("train"), validation: figures("validation"), test: figures("test") };
});
const gap = (curve) => curve.reduce((sum, point) => sum + Math.abs(point.validation.loss - point.test.loss), 0);
assert(gap(means) < gap(points)); // chance parts the two sets, and the mean has less of it
for (const [name, title, shown] of [
  ["curves-real.svg", "As things really look: one run", points],
  ["curves-textbook.svg", "As in the textbook: the mean of ten runs", means],
]) {
  const picture = await learningCurveSvg({ points: shown, batchCost }, { title, scale: "linear" });
  say(`${title}: ${await write(name, picture)}`);
  assert(picture.startsWith("<svg"));
}
