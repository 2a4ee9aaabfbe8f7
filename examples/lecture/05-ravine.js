// L9, L10: "need to move w₁ by just a little bit, but need to move w₂ by a lot"; and x ← (x − mean)/SD, which mends it.
import assert from "node:assert/strict";
import { dataset, dense, loadCore, Network, newton, sgd, spectrum, standardizer } from "ravine";
import { figure, heading, percent, say, table } from "./print.js";

heading("5  The ravine");
const x1 = [114.8, 338.1, 98.8];
const x2 = [0.00323, 0.00183, 0.00279];
const raw = dataset({ inputs: x1.map((x, row) => [x, x2[row]]), targets: [5.1, 3.2, 4.1] });

// SD with 1/(m − 1), from the training set alone
const scale = standardizer(raw, { targets: true });
const mean = x1.reduce((sum, x) => sum + x, 0) / 3;
assert(Math.abs(scale.deviation[0] - Math.sqrt(x1.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 2)) < 1e-4);
const standardised = scale.apply(raw);

// float64, since float32 cannot tell a curvature 10¹⁰ times smaller than the other from rounding
const core = await loadCore({ reference: true });
const layers = [dense(1, { bias: false, initializer: "zeros" })];
const create = () => Network.create({ inputs: 2, layers, loss: "meanSquaredError", core });

/** Gradient descent with 1/λ, λ the largest curvature: at twice that rate it would diverge. */
async function descend(data) {
  const network = await create();
  const { smallest, largest } = await spectrum(network, data);
  const start = network.evaluate(data).loss;
  const best = await create(); // Newton's method needs no rate: it lands on the minimum
  await best.fit(data, { optimizer: newton({ krylov: "full" }), batchSize: 3, steps: 3 });
  const least = best.evaluate(data).loss;
  const optimizer = sgd({ learningRate: 1 / largest });
  const run = await network.fit(data, { optimizer, batchSize: 3, steps: 1000, evaluateEvery: { steps: 1000 } });
  const done = (start - network.evaluate(data).loss) / (start - least);
  return { condition: largest / smallest, weights: network.parameters, goal: best.parameters, done, run };
}
const before = await descend(raw);
const after = await descend(standardised);

say("Three rows, two weights; x₁ is about 100 … 340, x₂ about 0.002. After 1000 iterations of gradient descent:");
const line = (name, { condition, done, weights, goal }) => [
  name,
  condition > 1e6 ? condition.toExponential(3) : condition.toFixed(1),
  percent(done),
  ...[0, 1].flatMap((k) => [figure(weights[k]), figure(goal[k])]),
];
table(
  ["inputs", "condition number", "descent done", "w₁", "should be", "w₂", "should be"],
  [line("as they are", before), line("standardised", after)],
);
const finding = before.run.diagnosis.find(({ kind }) => kind === "unscaledInputs");
say(`The first run says so itself: "${finding?.message}\n  ${finding?.remedy}"`);
assert.equal(before.condition.toExponential(3), "1.386e+10");
assert.equal(after.condition.toFixed(1), "28.2");
assert(after.done > 0.9999 && after.weights.every((w, k) => Math.abs(w / after.goal[k] - 1) < 1e-3));
assert(before.done < 0.9 && Math.abs(before.weights[1] / before.goal[1]) < 0.001 && finding);

// A model that standardises by itself: raw rows in, the training set's figures stored with it; constant columns become 0.
const model = await Network.create({ inputs: 2, layers, loss: "meanSquaredError", standardizer: scale });
await model.fit(raw, { optimizer: newton({ krylov: "full" }), batchSize: 3, steps: 3 });
const loaded = await Network.load(model.save());
assert.deepEqual(loaded.predict(raw.inputs), model.predict(raw.inputs));
assert(Math.abs(loaded.predict([[114.8, 0.00323]])[0] - 5.1) < 0.5);
const constant = dataset({
  inputs: [
    [7, 1],
    [7, 2],
  ],
  targets: [0, 1],
});
assert.deepEqual(
  [0, 2].map((i) => standardizer(constant).apply(constant).inputs[i]),
  [0, 0],
);
