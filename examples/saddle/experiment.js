// The runs of the saddle-point experiment: three optimizers on networks with one hidden layer, and critical points.
import { criticalPoints, dense, Network, newton, recordPath, saddleFreeNewton, sgd, spectrum } from "ravine";

/** Learning rates, momenta and batch sizes that SGD is tried with; the lowest final cost of the first seed is used for all. */
const grid = [0.03, 0.1, 0.3, 1].flatMap((learningRate) =>
  [0, 0.9].flatMap((momentum) => [10, 100].map((batchSize) => ({ learningRate, momentum, batchSize }))),
);

export const makeNetwork = (data, units, seed) =>
  Network.create({
    inputs: data.features,
    layers: [dense(units, { activation: "tanh" }), dense(10)],
    loss: "softmaxCrossEntropy",
    seed,
  });

/**
 * One run; cost after every epoch, and at the epochs in `marks` the most negative eigenvalue and the index.
 * @returns { points: [{ epoch, cost }], marks: [{ epoch, cost, smallest, index, gradientNorm }], seconds, reason }
 */
export async function race(data, { units, seed, epochs, optimizer, batchSize, marks = [], vectors = 64, budget }) {
  const network = await makeNetwork(data, units, seed);
  const start = await spectrumOf(network, data, 0, vectors);
  const points = [{ epoch: 0, cost: start.cost }];
  const seen = [start];
  let run = null;
  let seconds = 0;
  const stops = [...new Set([...marks.filter((mark) => mark < epochs), epochs])];
  const options = { optimizer, batchSize, ...(budget && { budget: { milliseconds: 1000 * budget } }) };
  for (const stop of stops) {
    const more = stop - points[points.length - 1].epoch;
    const began = performance.now();
    run = run ? await run.continue({ epochs: more }) : await network.fit(data, { ...options, epochs: more });
    seconds += (performance.now() - began) / 1000;
    points.length = 1;
    for (const { epoch, train } of run.curve.points) points.push({ epoch, cost: train.cost });
    if (run.reason !== "epochs") break;
    if (marks.length > 0) seen.push(await spectrumOf(network, data, stop, vectors));
  }
  const { reason } = run;
  network.dispose();
  return { points, marks: seen, seconds, reason };
}

/** Networks of at most so many weights have their whole Hessian formed at every mark. */
const MOST_EXACT = 600;
export const isExact = (data, units) => (data.features + 1) * units + (units + 1) * 10 <= MOST_EXACT;

async function spectrumOf(network, data, epoch, vectors) {
  const exact = vectors > 4 && network.parameters.length <= MOST_EXACT;
  const options = { vectors, exact };
  const { cost, smallest, index, countError, gradientNorm } = await spectrum(network, data, options);
  return { epoch, cost, smallest, index, indexError: countError / network.parameters.length, gradientNorm };
}

const lastCost = ({ points }) => points[points.length - 1].cost;

/** SGD's best setting for this size. */
export async function bestSgd(data, { units, seed, epochs, settings = grid }) {
  let best = null;
  for (const { batchSize, ...options } of settings) {
    const run = await race(data, { units, seed, epochs, optimizer: sgd(options), batchSize, vectors: 4 });
    const cost = run.reason === "epochs" ? lastCost(run) : Number.POSITIVE_INFINITY;
    if (best === null || cost < best.cost) best = { ...options, batchSize, cost };
  }
  return best;
}

/** The three optimizers for one size and seed; SGD once more for as long as saddle-free Newton took. */
export async function raceAll(data, { units, seed, epochs, marks, krylov, best }) {
  const { batchSize, learningRate, momentum } = best;
  const common = { units, seed, epochs, marks };
  const whole = { ...common, batchSize: data.rows };
  const SGD = sgd({ learningRate, momentum });
  const runs = {
    SGD: await race(data, { ...common, optimizer: SGD, batchSize }),
    "damped Newton": await race(data, { ...whole, optimizer: newton({ krylov, damping: "search" }) }),
    "saddle-free Newton": await race(data, { ...whole, optimizer: saddleFreeNewton({ krylov, damping: "search" }) }),
  };
  const budget = runs["saddle-free Newton"].seconds;
  const long = { units, seed, epochs: 1e6, optimizer: SGD, batchSize, budget, vectors: 4 };
  return { runs, sameTime: lastCost(await race(data, long)) };
}

/** Critical points near the paths of several runs: cost, index, gradient norm and all eigenvalues of each. */
export async function findCritical(data, { units, seeds, epochs, perturbation, tolerance, steps, krylov }) {
  const found = [];
  for (const seed of seeds) {
    const network = await makeNetwork(data, units, seed);
    const path = recordPath(network);
    const optimizer = sgd({ learningRate: 0.02, momentum: 0.9 });
    const { onProgress } = path;
    await network.fit(data, { optimizer, epochs, batchSize: 10, evaluateEvery: { steps: 12 }, onProgress });
    const starts = path.points.flatMap((point) => perturbation.map(() => point));
    for (const [i, start] of starts.entries()) {
      const noise = perturbation[i % perturbation.length];
      const options = { starts: [start], perturbation: noise, seed: i + 1, tolerance, steps, krylov };
      const [point] = await criticalPoints(network, data, { ...options, spectrum: { exact: true } });
      const { cost, index, gradientNorm, spectrum: there } = point;
      if (point.found) found.push({ cost, index, gradientNorm, eigenvalues: Array.from(there.eigenvalues) });
    }
    network.dispose();
  }
  return found.sort((a, b) => a.cost - b.cost);
}
