// L13: "Adapt the learning rate to parameters": Adagrad, Adadelta, RMSProp, Adam. "Which is best? Depends on problem."
import assert from "node:assert/strict";
import { adagrad, adam, builtin, compare, dense, rmsprop, sgd, split, standardizer } from "ravine";
import { figure, heading, say, table } from "./print.js";

heading("9  Optimizers");
// On networks: the same initial weights, the same batches, 15 epochs.
const optimizers = {
  SGD: sgd({ learningRate: 0.1 }),
  momentum: sgd({ learningRate: 0.02, momentum: 0.9 }),
  Adagrad: adagrad({ learningRate: 0.03 }),
  RMSProp: rmsprop({ learningRate: 0.003 }),
  Adam: adam({ learningRate: 0.01 }),
};
const problems = {};
for (const name of ["wine", "diabetes", "moons", "spiral"]) {
  const sets = split(await builtin(name), { seed: 1 });
  const { train } = sets;
  const spec = {
    inputs: train.features,
    layers: [dense(16, { activation: "tanh" }), dense(train.classes?.length ?? 1)],
    loss: train.classes ? "softmaxCrossEntropy" : "meanSquaredError",
    standardizer: standardizer(train, { targets: !train.classes }),
  };
  const { best, runs, summaries } = await compare(spec, sets, {
    optimizers,
    seeds: 3,
    epochs: 15,
    evaluateEvery: { epochs: 15 },
  });
  problems[name] = { best, losses: Object.fromEntries(summaries.map((one) => [one.name, one.validationLoss.median])) };
  for (const seed of [1, 2, 3])
    assert.equal(new Set(runs.filter((run) => run.seed === seed).map(({ initial }) => initial)).size, 1);
}
say(
  "Validation loss on networks, median of 3 seeds; within a seed all begin with the same weights and see the same batches:",
);
table(
  ["", ...Object.keys(problems)],
  Object.keys(optimizers).map((name) => [name, ...Object.values(problems).map(({ losses }) => figure(losses[name]))]),
);
table(
  ["problem", "best"],
  Object.entries(problems).map(([name, { best }]) => [name, best]),
);
assert(new Set(Object.values(problems).map(({ best }) => best)).size >= 2); // which is best depends on the problem
