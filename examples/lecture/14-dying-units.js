// L20, L22: σ′ "is very small outside [−5, 5]: the neuron dies", and σ "is always positive"; ReLU dies too: "no gradient at all!"
import assert from "node:assert/strict";
import { builtin, dense, initializers, Network, sgd, split, standardizer } from "ravine";
import { figure, heading, percent, say, table } from "./print.js";

heading("14  Dying units");
// σ′ from a unit whose error |σ(t) + 9| has the slope 1: it is the bias's gradient.
const unit = await Network.create({
  inputs: 1,
  layers: [dense(1, { activation: "sigmoid" })],
  loss: "meanAbsoluteError",
});
unit.setParameters([1, 0]);
const slope = (t) => unit.gradient([[t]], [-9]).gradient[1];
const [most, outside] = [slope(0), Math.max(...[5, 6, 8, 12].flatMap((t) => [slope(t), slope(-t)]))];
say(`σ′ is ${most} at 0, and at most ${outside.toFixed(4)} outside [−5, 5]: what is multiplied by it hardly moves.`);
assert(most === 0.25 && outside < 0.00665);

const { train } = split(await builtin("digits"), { seed: 1 });
const create = (activation, depth, initializer) => {
  const hidden = Array(depth).fill(dense(32, { activation, ...(initializer && { initializer }) }));
  const layers = [...hidden, dense(10)];
  return Network.create({ inputs: 64, layers, loss: "softmaxCrossEntropy", standardizer: standardizer(train) });
};

// The gradient of a unit's weights is δ·x. Behind a sigmoid every x is positive: all weights move the same way.
const agreement = {};
for (const activation of ["sigmoid", "tanh", "relu"])
  agreement[activation] = (await create(activation, 2)).inspect(train)[1].signAgreement;
table(
  ["behind a layer of", "a unit's weights that move the same way"],
  Object.entries(agreement).map(([name, share]) => [name, percent(share)]),
);
assert(agreement.sigmoid === 1 && agreement.tanh < 0.75);

// Death: weights too large saturate sigmoids; steps too long leave ReLUs below 0 for every row.
const usual = (await create("sigmoid", 1)).inspect(train)[0];
const large = (await create("sigmoid", 1, initializers.normal({ deviation: 20 }))).inspect(train)[0];
const relu = await create("relu", 4);
const alive = relu.inspect(train);
const run = await relu.fit(train, { optimizer: sgd({ learningRate: 5 }), epochs: 3 });
const dead = relu.inspect(train);
const counts = ({ units, saturatedUnits, deadUnits, gradientNorm }) => [
  units,
  saturatedUnits,
  deadUnits,
  figure(gradientNorm),
];
table(
  ["hidden layer", "units", "saturated", "dead", "gradient's length"],
  [
    ["sigmoid, Xavier", ...counts(usual)],
    ["sigmoid, Gaussian with σ = 20", ...counts(large)],
    ["ReLU, 1st of 4, He", ...counts(alive[0])],
    ["ReLU, 2nd of 4, He", ...counts(alive[1])],
    ["ReLU, 1st of 4, after steps too long", ...counts(dead[0])],
    ["ReLU, 2nd of 4, after steps too long", ...counts(dead[1])],
  ],
);
assert(usual.saturatedUnits === 0 && large.saturatedUnits > 16 && large.gradientNorm < usual.gradientNorm / 5);
assert(alive[1].deadUnits === 0 && dead[1].deadUnits > 16);
assert(alive[0].gradientNorm > 0 && dead[0].gradientNorm === 0); // nothing comes through to the first layer
const finding = run.diagnosis.find(({ kind }) => kind === "deadUnits");
say(`The run says: "${finding?.message}\n  ${finding?.remedy}"`);
assert(finding);
