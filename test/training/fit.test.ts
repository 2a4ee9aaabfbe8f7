// How a run ends, which weights stand then, and what its curve shows.
import { afterEach, expect, test, vi } from "vitest";
import { dataset } from "../../src/data/dataset.ts";
import {
  type CurvePoint,
  constant,
  type FitOptions,
  halveEvery,
  type Network,
  reduceOnPlateau,
  sgd,
} from "../../src/index.ts";
import { dense } from "../../src/layers/dense.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { expectSameBits } from "../support/numbers.ts";
import { classified, compiled, failure, hooked, measured, small } from "./support.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const train = classified(53);
const validation = classified(31, 5, 3, 9);

test("a run of 4 epochs of 53 rows in batches of 8 has 28 steps, 4 points and the reason epochs", async () => {
  const seen: CurvePoint[] = [];
  const network = await small();
  const options = {
    epochs: 4,
    batchSize: 8,
    validation,
    test: validation,
    onProgress: (p: CurvePoint) => seen.push(p),
  };
  const run = await network.fit(train, options);
  expect(run.reason).toBe("epochs");
  expect(run.network).toBe(network);
  expect(run.steps).toBe(28);
  expect(run.curve.batchCost.length).toBe(28);
  expect(seen).toEqual(run.curve.points);
  expect(seen.map(({ step, epoch }) => [step, epoch])).toEqual([
    [7, 1],
    [14, 2],
    [21, 3],
    [28, 4],
  ]);
  const last = seen[3];
  for (const [name, data] of [
    ["train", train],
    ["validation", validation],
    ["test", validation],
  ] as const) {
    const own = network.evaluate(data);
    expect(last[name]?.loss, name).toBeCloseTo(own.loss, 12);
    expect(last[name]?.cost, name).toBeCloseTo(own.cost, 12);
    expect(last[name]?.accuracy, name).toBe(own.accuracy);
    const a = own.accuracy ?? Number.NaN;
    expect(last[name]?.standardError, name).toBeCloseTo(Math.sqrt((a * (1 - a)) / data.rows), 12);
  }
  expect(last.rowsPerSecond).toBeGreaterThan(0);
  expect(last.remainingSeconds).toBe(0);
  expect(seen.every((p) => !p.cut)).toBe(true);
});

test("30 epochs are the default, and no limit where steps or a budget is given without epochs", async () => {
  expect((await (await small()).fit(train, { evaluateEvery: false, batchSize: 53 })).steps).toBe(30);
  const more = await (await small()).fit(train, { evaluateEvery: false, batchSize: 53, steps: 45 });
  expect([more.steps, more.reason]).toEqual([45, "steps"]);
  const budget = await (await small()).fit(train, { evaluateEvery: false, batchSize: 53, budget: { steps: 44 } });
  expect([budget.steps, budget.reason]).toEqual([44, "budget"]);
  const both = await (await small()).fit(train, { evaluateEvery: false, batchSize: 53, steps: 45, epochs: 2 });
  expect([both.steps, both.reason]).toEqual([2, "epochs"]);
});

test("steps and budget.steps end inside an epoch, and the last point is marked as cut", async () => {
  for (const [options, reason] of [
    [{ steps: 10 }, "steps"],
    [{ budget: { steps: 10 } }, "budget"],
  ] as const) {
    const run = await (await small()).fit(train, { ...options, batchSize: 8 });
    expect(run.reason).toBe(reason);
    expect(run.curve.points.map(({ step, cut }) => [step, cut])).toEqual([
      [7, undefined],
      [10, true],
    ]);
    expect(run.curve.points[1].epoch).toBeCloseTo(10 / 7, 12);
  }
});

test("evaluations come every so many steps or epochs, or never, and none at step 0", async () => {
  const stepsOf = async (options: FitOptions) =>
    (await (await small()).fit(train, { batchSize: 8, epochs: 4, ...options })).curve.points.map((p) => p.step);
  expect(await stepsOf({ evaluateEvery: { steps: 10 } })).toEqual([10, 20, 28]);
  expect(await stepsOf({ evaluateEvery: { steps: 14 } })).toEqual([14, 28]);
  expect(await stepsOf({ evaluateEvery: { epochs: 3 } })).toEqual([21, 28]);
  expect(await stepsOf({ evaluateEvery: false })).toEqual([]);
  expect(await stepsOf({ evaluateEvery: { steps: 1 }, steps: 3 })).toEqual([1, 2, 3]);
});

test("budget.milliseconds ends a run that has no other end between two steps", async () => {
  // a clock by which each look at it takes a millisecond
  let time = 0;
  vi.spyOn(performance, "now").mockImplementation(() => time++);
  const run = await (await small()).fit(train, { budget: { milliseconds: 300 }, batchSize: 8 });
  vi.restoreAllMocks();
  expect(run.reason).toBe("budget");
  expect(run.steps).toBeGreaterThan(0);
  expect(run.curve.batchCost.length).toBe(run.steps);
  const whole = await (await small()).fit(train, { steps: run.steps, batchSize: 8 });
  expect(run.network.fingerprint()).toBe(whole.network.fingerprint());
});

test("a signal that was aborted before the start trains no step and changes nothing", async () => {
  const network = await small();
  const before = network.fingerprint();
  const run = await network.fit(train, { signal: AbortSignal.abort() });
  expect([run.reason, run.steps, run.curve.points.length]).toEqual(["aborted", 0, 0]);
  expect(network.fingerprint()).toBe(before);
  expect((await run.continue({ steps: 3 })).steps).toBe(3);
});

test("an abort keeps the weights of the last whole step", async () => {
  const controller = new AbortController();
  const core = hooked({ work: () => 300, after: (calls) => calls === 200 && controller.abort() });
  const network = await small({ core });
  const run = await network.fit(train, { signal: controller.signal, batchSize: 8, validation });
  expect(run.reason).toBe("aborted");
  expect(run.steps).toBeGreaterThan(3);
  const whole = await (await small()).fit(train, { steps: run.steps, batchSize: 8, validation });
  expect(network.fingerprint()).toBe(whole.network.fingerprint());
  expectSameBits(run.curve.batchCost, whole.curve.batchCost, "costs");
});

test("an aborted run evaluates nothing more, restores nothing, and can be waited for by other ends", async () => {
  const controller = new AbortController();
  const onProgress = (p: CurvePoint) => p.step >= 21 && controller.abort();
  const options = { validation, earlyStopping: { patience: 50 }, batchSize: 8, onProgress };
  const run = await (await small()).fit(train, { ...options, signal: controller.signal });
  expect(run.reason).toBe("aborted");
  expect(run.curve.points.map((p) => p.step)).toEqual([7, 14, 21]);
  const whole = await (await small()).fit(train, { steps: 21, batchSize: 8 });
  expect(run.network.fingerprint()).toBe(whole.network.fingerprint());
});

/** Learns at first and then worsens: the rate grows too large to settle. */
const worsening: FitOptions = {
  optimizer: sgd({ learningRate: 3 }),
  validation: classified(15, 5, 3, 8),
  batchSize: 3,
};
const bestStep = (points: readonly CurvePoint[]) => {
  const losses = points.filter((p) => !p.cut).map((p) => p.validation?.loss ?? Number.NaN);
  return points[losses.indexOf(Math.min(...losses))];
};

test("patience ends a run after more than `patience` evaluations that were not better, and restores the best", async () => {
  const network = await small();
  const run = await network.fit(train, { ...worsening, epochs: 200, earlyStopping: { patience: 3, minDelta: 0 } });
  expect(run.reason).toBe("patience");
  const { points } = run.curve;
  const best = bestStep(points);
  expect(points.length - 1 - points.indexOf(best)).toBe(4);
  const up = await (await small()).fit(train, { ...worsening, steps: best.step });
  expect(network.fingerprint()).toBe(up.network.fingerprint());
  expect(network.evaluate(worsening.validation ?? train).loss).toBeCloseTo(best.validation?.loss ?? 0, 12);
});

test("a run that goes on does so from the last weights, not from the restored best", async () => {
  const options = { ...worsening, restoreBest: true };
  const first = await (await small()).fit(train, { ...options, epochs: 9 });
  const last = await (await small()).fit(train, { ...worsening, restoreBest: false, epochs: 9 });
  expect(first.network.fingerprint()).not.toBe(last.network.fingerprint());
  const second = await first.continue({ epochs: 6 });
  const whole = await (await small()).fit(train, { ...options, epochs: 15 });
  expect(second.network.fingerprint()).toBe(whole.network.fingerprint());
  expect([...second.curve.batchCost]).toEqual([...whole.curve.batchCost]);
});

test("the best weights stand after epochs, patience and convergence, the last after steps, budget and abort", async () => {
  const controller = new AbortController();
  const cases: [string, FitOptions, boolean][] = [
    ["epochs", { epochs: 9 }, true],
    ["patience", { epochs: 90, earlyStopping: { patience: 2, minDelta: 0 } }, true],
    ["steps", { steps: 9 * 18 }, false],
    ["budget", { budget: { steps: 9 * 18 } }, false],
    ["aborted", { signal: controller.signal, onProgress: (p) => p.epoch === 9 && controller.abort() }, false],
  ];
  for (const [reason, options, restored] of cases) {
    const run = await (await small()).fit(train, { ...worsening, restoreBest: true, ...options });
    expect(run.reason).toBe(reason);
    const { points } = run.curve;
    const stands = restored ? bestStep(points) : points[points.length - 1];
    if (restored) expect(stands, reason).not.toBe(points[points.length - 1]);
    const loss = run.network.evaluate(worsening.validation ?? train).loss;
    expect(loss, reason).toBeCloseTo(stands.validation?.loss ?? 0, 12);
  }
});

test("restoreBest is on by default only where validation is given together with earlyStopping", async () => {
  const last = (
    await (await small()).fit(train, { ...worsening, restoreBest: false, epochs: 9 })
  ).network.fingerprint();
  const plain = await (await small()).fit(train, { ...worsening, epochs: 9 });
  expect(plain.network.fingerprint()).toBe(last);
  const stopping = await (await small()).fit(train, { ...worsening, epochs: 9, earlyStopping: { patience: 100 } });
  expect(stopping.reason).toBe("epochs");
  expect(stopping.network.fingerprint()).not.toBe(last);
});

test("a cut adds no evaluation that patience, schedule or best weights read", async () => {
  const options: FitOptions = {
    validation,
    batchSize: 8,
    evaluateEvery: { steps: 10 },
    earlyStopping: { patience: 2, minDelta: 0.05 },
    schedule: reduceOnPlateau({ patience: 0, minDelta: 0.05 }),
    restoreBest: true,
  };
  const whole = await (await small()).fit(train, { ...options, steps: 60 });
  let run = await (await small()).fit(train, { ...options, steps: 4 });
  for (let k = 0; k < 13; k++)
    if (run.steps < whole.steps) run = await run.continue({ steps: Math.min(5, whole.steps - run.steps) });
  expect(run.curve.points.filter((p) => !p.cut).map((p) => [p.step, p.learningRate])).toEqual(
    whole.curve.points.filter((p) => !p.cut).map((p) => [p.step, p.learningRate]),
  );
});

test("convergence ends a run before the update of the step whose gradient is small enough", async () => {
  const data = measured(20);
  const linear = { inputs: 4, layers: [dense(2)], loss: "meanSquaredError" };
  const options = { optimizer: sgd({ learningRate: 0.3 }), batchSize: 20, shuffle: false };
  const network = await small(linear);
  const run = await network.fit(data, {
    ...options,
    epochs: 5000,
    evaluateEvery: { epochs: 5000 },
    convergence: { gradientNorm: 1e-3 },
  });
  expect(run.reason).toBe("converged");
  expect(run.curve.batchCost.length).toBe(run.steps);
  const { gradient } = network.gradient(data.inputs, data.targets);
  const norm = Math.hypot(...gradient);
  expect(norm).toBeLessThan(1e-3);
  expect(run.curve.points[run.curve.points.length - 1].gradientNorm).toBeCloseTo(norm, 9);
  const whole = await (await small(linear)).fit(data, { ...options, epochs: run.steps });
  expect(network.fingerprint()).toBe(whole.network.fingerprint());
  const again = await network.fit(data, { ...options, convergence: { gradientNorm: 1e-3 } });
  expect([again.reason, again.steps]).toEqual(["converged", 0]);
});

test("a run that diverges keeps the last finite weights, and batchLoss has only the steps that were applied", async () => {
  for (const core of [compiled, referenceCore()]) {
    const linear = { inputs: 4, layers: [dense(2)], loss: "meanSquaredError", core };
    const options = {
      optimizer: sgd({ learningRate: 1e4 }),
      batchSize: 5,
      epochs: 40,
      validation: measured(7, 4, 2, 3),
    };
    const network = await small(linear);
    const run = await network.fit(measured(20), options);
    expect(run.reason).toBe("diverged");
    expect(run.steps).toBeGreaterThan(1);
    expect(run.steps).toBeLessThan(160);
    expect(run.curve.batchCost.length).toBe(run.steps);
    expect(run.curve.batchCost.some(Number.isNaN)).toBe(false);
    expect(network.parameters.every(Number.isFinite)).toBe(true);
    const whole = await (await small(linear)).fit(measured(20), { ...options, epochs: undefined, steps: run.steps });
    expect(network.fingerprint()).toBe(whole.network.fingerprint());
    // one step more is the one that could not be taken
    const more = await run.continue({ steps: 1 });
    expect([more.reason, more.steps]).toEqual(["diverged", run.steps]);
    expect(network.fingerprint()).toBe(whole.network.fingerprint());
    // and it can be trained on with a better rate
    network.setParameters(new Float32Array(10));
    expect((await network.fit(measured(20), { epochs: 2 })).reason).toBe("epochs");
  }
});

test("an update that makes a weight infinite behind a saturated unit is undone too", async () => {
  // tanh hides an infinite weight from the loss, and its own gradient is 0 from then on
  const layers = [dense(3, { activation: "tanh" }), dense(1)];
  const network = await small({ layers, loss: "meanSquaredError" });
  const data = measured(40, 5, 1);
  const run = await network.fit(data, { optimizer: sgd({ learningRate: 1e38 }), batchSize: 4, epochs: 3 });
  expect(run.reason).toBe("diverged");
  expect(network.parameters.every(Number.isFinite)).toBe(true);
  expect(run.curve.batchCost.length).toBe(run.steps);
});

test("a first batch that diverges halts before any update", async () => {
  const network = await small({ inputs: 1, layers: [dense(1)], loss: "meanSquaredError" });
  network.setParameters([3e38, 0]);
  const run = await network.fit(dataset({ inputs: [[1e10], [1]], targets: [0, 0] }), {
    epochs: 3,
    evaluateEvery: false,
  });
  expect([run.reason, run.steps, run.curve.batchCost.length]).toEqual(["diverged", 0, 0]);
  expect([...network.parameters]).toEqual([Math.fround(3e38), 0]);
});

test("a schedule that counts epochs is asked once an epoch, one that counts steps for each step", async () => {
  for (const [per, most] of [
    ["epoch", 3],
    ["step", 3 * 7],
  ] as const) {
    const rate = vi.fn(() => 0.1);
    const schedule = { ...constant(), per, rate };
    await (await small()).fit(train, { schedule, epochs: 3, batchSize: 8, evaluateEvery: false });
    expect(rate).toHaveBeenCalledTimes(most);
  }
});

test("points show the rate that was used: halved in epoch 2 and 4, and by the plateau from the next step on", async () => {
  const optimizer = sgd({ learningRate: 0.1 });
  const halved = await (await small()).fit(train, { optimizer, epochs: 6, schedule: halveEvery(2) });
  expect(halved.curve.points.map((p) => p.learningRate)).toEqual([0.1, 0.1, 0.05, 0.05, 0.025, 0.025]);
  const metric = { monitor: "train.loss", minDelta: 0.9, patience: 1, factor: 0.1 } as const;
  const plateau = await (await small()).fit(train, { optimizer, epochs: 6, schedule: reduceOnPlateau(metric) });
  const losses = plateau.curve.points.map((p) => p.train.loss);
  expect(plateau.curve.points.map((p) => p.learningRate)).toEqual(reduceOnPlateau(metric).ratesFor(0.1, losses));
  expect(plateau.curve.points[5].learningRate).toBeLessThan(0.1);
});

test("onProgress that throws rejects the run and leaves the network usable, at the weights of that point", async () => {
  const network = await small();
  const onProgress = (p: CurvePoint) => {
    if (p.epoch === 2) throw new Error("mine");
  };
  expect(String(await failure(network.fit(train, { onProgress })))).toBe("Error: mine");
  const two = await (await small()).fit(train, { epochs: 2 });
  expect(network.fingerprint()).toBe(two.network.fingerprint());
  network.setParameters(new Float32Array(57));
  expect((await network.fit(train, { epochs: 1, schedule: constant() })).reason).toBe("epochs");
});

test("a run that goes on needs to be told how much, and refuses what it does not know", async () => {
  const run = await (await small()).fit(train, { epochs: 1 });
  expect(String(await failure(run.continue({})))).toContain("how much more");
  expect(String(await failure(run.continue({ epoch: 3 } as object)))).toContain('Did you mean "epochs"?');
  expect(String(await failure(run.continue({ epochs: 0 })))).toContain("continue.epochs");
});

test("a curve keeps what it was: going on makes a new run with a longer one", async () => {
  const first = await (await small()).fit(train, { epochs: 2, batchSize: 8 });
  const second = await first.continue({ epochs: 1 });
  expect([first.curve.points.length, second.curve.points.length]).toEqual([2, 3]);
  expect([first.curve.batchCost.length, second.curve.batchCost.length]).toEqual([14, 21]);
  expect([first.steps, second.steps]).toEqual([14, 21]);
  // and the first can be gone on with once more, to the same bits
  expect((await first.continue({ epochs: 1 })).network.fingerprint()).toBe(second.network.fingerprint());
});

test("a second fit starts the optimizer afresh", async () => {
  const network: Network = await small();
  await network.fit(train, { epochs: 2 });
  const middle = network.parameters;
  await network.fit(train, { epochs: 2 });
  const other = await small();
  other.setParameters(middle);
  await other.fit(train, { epochs: 2 });
  expect(other.fingerprint()).toBe(network.fingerprint());
});
