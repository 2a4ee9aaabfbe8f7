// L26: "Hard to optimize: not convex; local minima, saddle point, plateau": eigenvalues tell them apart, saddle-free Newton leaves saddles.
import assert from "node:assert/strict";
import {
  builtin,
  dense,
  initializers,
  minimize,
  Network,
  newton,
  saddleFreeNewton,
  sgd,
  spectrum,
  surfaces,
} from "ravine";
import { figure, heading, percent, say, table } from "./print.js";

heading("17  Curvature");
// One step on x² − y²: Newton divides by the curvature and lands on the saddle, saddle-free Newton by its size.
const start = [1, 0.5];
const saddleFreeStep = saddleFreeNewton({ krylov: "full", damping: 0 });
const walk = (f, optimizer, steps) => minimize(f, { start, optimizer, steps });
const byNewton = (await walk(surfaces.saddle, newton({ krylov: "full" }), 1)).path[1];
const bySaddleFree = (await walk(surfaces.saddle, saddleFreeStep, 1)).path[1];
say(
  `x² − y², one step from (1, ½): Newton lands on (${byNewton.join(", ")}), saddle-free Newton on (${bySaddleFree.join(", ")}).`,
);
assert(byNewton[0] === 0 && byNewton[1] === 0);
assert(bySaddleFree[0] === 0 && bySaddleFree[1] === 1);

// 5x² − y², rate 1: saddle-free Newton zeroes x and doubles |y| in each step.
const steep = {
  value: ([x, y]) => 5 * x * x - y * y,
  gradient: ([x, y]) => [10 * x, -2 * y],
  hessian: () => Array.of([10, 0], [0, -2]),
};
const path = (await walk(steep, saddleFreeStep, 4)).path.slice(1);
assert.deepEqual(
  path.map(([, y]) => y),
  [1, 2, 4, 8],
);
assert(path.every(([x]) => Math.abs(x) < 1e-6));

// A network for the exclusive or. With all weights 0 the gradient is 0 too: not a minimum, a saddle.
const data = await builtin("xor");
const create = (initializer) => {
  const layers = [dense(4, { activation: "tanh", initializer }), dense(2, { initializer })];
  return Network.create({ inputs: 2, layers, loss: "softmaxCrossEntropy", l2: 1e-4, seed: 2 });
};
const found = { "all weights 0": await spectrum(await create("zeros"), data) };
// From near that saddle, 60 iterations of each optimizer on all rows.
const optimizers = {
  "gradient descent": sgd({ learningRate: 0.1 }),
  Newton: newton({ krylov: "full" }),
  "saddle-free Newton": saddleFreeNewton({ krylov: "full" }),
};
for (const [name, optimizer] of Object.entries(optimizers)) {
  const network = await create(initializers.normal({ deviation: 0.02 }));
  await network.fit(data, { optimizer, batchSize: data.rows, epochs: 60, evaluateEvery: false });
  found[name] = await spectrum(network, data);
}
say(
  "A network for the exclusive or, from near a saddle, 60 iterations; the index is the share of negative eigenvalues:",
);
table(
  ["", "cost", "gradient norm", "smallest λ", "largest λ", "index", "kind"],
  Object.entries(found).map(([name, { cost, gradientNorm, smallest, largest, index, kind }]) => [
    name,
    ...[cost, gradientNorm, smallest, largest].map(figure),
    percent(index),
    kind,
  ]),
);
const { "all weights 0": zero, "gradient descent": descent, Newton, "saddle-free Newton": saddleFree } = found;
assert(zero.exact && zero.kind === "saddle" && zero.gradientNorm < 1e-6);
assert(descent.cost > 0.69 && descent.index > 0); // crawls around it
assert(Newton.kind === "saddle" && Newton.gradientNorm < 1e-6 && Newton.cost > 0.69); // is drawn to it
assert(saddleFree.kind === "minimum" && saddleFree.cost < 0.1 && saddleFree.index === 0); // leaves it
