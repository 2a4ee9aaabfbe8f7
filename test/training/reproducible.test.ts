// The same seed gives the same weights, to the last bit, however a run is cut, sliced, disturbed or gone on with.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AnySchedule,
  cosine,
  type FitOptions,
  halveEvery,
  inverseTime,
  type Network,
  oneCycle,
  type Run,
  reduceOnPlateau,
  sgd,
  warmup,
} from "../../src/index.ts";
import { dense } from "../../src/layers/dense.ts";
import { dropout } from "../../src/layers/dropout.ts";
import { layerKinds } from "../../src/layers/kinds.ts";
import { Model } from "../../src/network/model.ts";
import { type NetworkOptions, readSpec } from "../../src/network/spec.ts";
import { fit as fitModel } from "../../src/training/fit.ts";
import { expectSameBits } from "../support/numbers.ts";
import { classified, compiled, hooked, lively, measured, optimizerNames, small, turn } from "./support.ts";

const train = classified(53);
const validation = classified(29, 5, 3, 9);
const settings = { validation, epochs: 5, batchSize: 8 } satisfies FitOptions;

/** Drawn masks are part of the bits too. */
const layers = [dense(6, { activation: "tanh" }), dropout({ keep: 0.8 }), dense(3)];
const made = (more: Partial<NetworkOptions> = {}) => small({ layers, ...more });

/** Everything of a run that must not differ; times are left out. */
const traceOf = (run: Run<{ readonly model: Model }>) => ({
  fingerprint: run.network.model.fingerprint(),
  reason: run.reason,
  batchCost: [...run.curve.batchCost],
  points: run.curve.points.map(({ rowsPerSecond: _, remainingSeconds: __, ...point }) => point),
});

/** The trace of a training on a network of its own, which is disposed of. */
async function traced(options: FitOptions, more: Partial<NetworkOptions> = {}) {
  const network = await made(more);
  const trace = traceOf(await network.fit(train, options));
  network.dispose();
  return trace;
}

test.each(optimizerNames)("%s: the same seed gives the same bits twice, another seed others", async (name) => {
  const optimizer = lively(name);
  const first = await traced({ ...settings, optimizer });
  expect(await traced({ ...settings, optimizer })).toEqual(first);
  const others = [
    await traced({ ...settings, optimizer, seed: 2 }),
    await traced({ ...settings, optimizer }, { seed: 2 }),
  ];
  for (const { fingerprint } of others) expect(fingerprint).not.toBe(first.fingerprint);
});

test("unrelated runs, predictions and gradients before it leave a run's bits alone", async () => {
  const alone = await traced(settings);
  const network = await made();
  const begin = network.parameters;
  await network.fit(classified(20, 5, 3, 4), {
    epochs: 2,
    batchSize: 3,
    clip: { norm: 0.1 },
    optimizer: lively("lion"),
  });
  network.gradient(train.inputs, train.targets);
  network.predict(train.inputs);
  await network.fit(train, { steps: 3, batchSize: 50, optimizer: lively("adam"), test: validation });
  network.setParameters(begin);
  expect(traceOf(await network.fit(train, settings))).toEqual(alone);
});

test("slices of any size leave a run's bits alone", async () => {
  const whole = await traced(settings);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 40 }), async (works) => {
      let at = 0;
      const core = hooked({ work: () => works[at++ % works.length] });
      expect(await traced(settings, { core })).toEqual(whole);
    }),
    { numRuns: 12 },
  );
});

test("blocks of any size leave the bits of trainings, gradients and predictions alone", async () => {
  const spec: NetworkOptions = {
    inputs: 5,
    layers: [
      dropout({ keep: 0.9 }),
      dense(9, { activation: "gelu" }),
      dropout({ keep: 0.5 }),
      dense(6, { activation: "relu", l2: 0.01 }),
      dense(3),
    ],
    loss: "softmaxCrossEntropy",
  };
  const rows = { ...settings, batchSize: 40, epochs: 3, classWeights: [1, 2, 0.5] };
  const withBlocks = async (mostRows?: number) => {
    const model = await Model.make(readSpec(spec, layerKinds), compiled, mostRows === undefined ? {} : { mostRows });
    const trace = traceOf(await fitModel({ model }, train, rows, async () => async () => []));
    return { ...trace, predictions: [...model.predict(validation.inputs)] };
  };
  const whole = await withBlocks();
  for (const mostRows of [1, 2, 3, 7, 8, 16, 39, 64])
    expect(await withBlocks(mostRows), `${mostRows} rows`).toEqual(whole);
});

/** All that may be called during a run, and what it may not do then. */
function disturb(network: Network): void {
  network.predict(validation.inputs.subarray(0, 35));
  network.classify(train.inputs);
  network.evaluate(validation);
  network.fingerprint();
  network.plan();
  network.summary();
  expect(network.parameters.length).toBe(57);
}

test("predictions and evaluations after every slice and at every point leave a run's bits alone", async () => {
  const alone = await traced(settings);
  const disturbed: { network?: Network } = {};
  let calls = 0;
  let inside = false;
  const after = () => {
    if (inside || disturbed.network === undefined) return;
    inside = true;
    calls++;
    disturb(disturbed.network);
    inside = false;
  };
  disturbed.network = await made({ core: hooked({ after, work: () => (inside ? 2 ** 30 : 5000) }) });
  const run = await disturbed.network.fit(train, {
    ...settings,
    onProgress: () => disturb(disturbed.network as Network),
  });
  expect(calls).toBeGreaterThan(50);
  expect(traceOf(run)).toEqual(alone);
});

test("predictions from other turns of the event loop leave a run's bits alone", async () => {
  const options = { epochs: 40, batchSize: 4, validation };
  const alone = await traced(options);
  const network = await made();
  let running = true;
  const run = network.fit(train, options).finally(() => {
    running = false;
  });
  for (; running; await turn()) disturb(network);
  expect(traceOf(await run)).toEqual(alone);
});

test("two networks trained side by side do not touch each other", async () => {
  const options = { epochs: 30, batchSize: 4, validation };
  const alone = [await traced(options), await traced(options, { seed: 5 })];
  const networks = [await made(), await made({ seed: 5 })];
  const runs = await Promise.all(networks.map((network) => network.fit(train, options)));
  expect(runs.map(traceOf)).toEqual(alone);
});

test("a step that an abort threw away is begun again, at whichever slice the abort came", async () => {
  const whole = await traced(settings);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 9000 }),
      async (cuts, work) => {
        let controller = new AbortController();
        let left = Number.POSITIVE_INFINITY;
        const after = () => {
          if (--left <= 0) controller.abort();
        };
        const network = await made({ core: hooked({ after, work: () => work }) });
        left = cuts[0];
        let run = await network.fit(train, { ...settings, signal: controller.signal });
        for (const cut of cuts.slice(1)) {
          if (run.reason !== "aborted" || run.steps === 35) break;
          expect(run.curve.batchCost.length).toBe(run.steps);
          controller = new AbortController();
          left = cut;
          // what others do between the two stretches does not matter either
          network.gradient(train.inputs, train.targets);
          run = await run.continue({ steps: 35 - run.steps, signal: controller.signal });
        }
        left = Number.POSITIVE_INFINITY;
        if (run.reason === "aborted" && run.steps < 35) run = await run.continue({ steps: 35 - run.steps });
        else if (run.reason === "aborted") return; // every step was done, only the last evaluation was cut
        const { reason: _, ...trace } = traceOf(run);
        const { reason: __, ...expected } = whole;
        expect(trace).toEqual(expected);
        network.dispose();
      },
    ),
    { numRuns: 25 },
  );
});

const schedules: Readonly<Record<string, (steps: number) => AnySchedule>> = {
  halveEvery: () => halveEvery(2),
  "cosine, per step": (steps) => cosine({ length: steps }, { per: "step" }),
  "oneCycle, per step": (steps) => oneCycle({ peak: 0.05, length: steps }, { per: "step" }),
  "warmup, per step": () => warmup({ length: 9, then: inverseTime({ decay: 0.1 }) }, { per: "step" }),
  reduceOnPlateau: () => reduceOnPlateau({ patience: 0, factor: 0.7, minDelta: 0.02 }),
};

test("20 epochs are 7 + 13 epochs, to the last bit, with momentum and with Adam", async () => {
  for (const optimizer of [sgd({ learningRate: 0.05, momentum: 0.9 }), lively("adam")]) {
    const options = { validation, optimizer, batchSize: 8, schedule: halveEvery(4) };
    const whole = await traced({ ...options, epochs: 20 });
    const network = await made();
    const first = await network.fit(train, { ...options, epochs: 7 });
    expect(first.curve.points.length).toBe(7);
    expect(traceOf(await first.continue({ epochs: 13 }))).toEqual(whole);
  }
});

test("a run cut at any steps goes on to the same bits, whatever optimizer, schedule, batch and stopping", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...optimizerNames),
      fc.constantFrom(...Object.keys(schedules)),
      fc.constantFrom(1, 7, 8, 53, 100),
      fc.constantFrom({ epochs: 1 }, { epochs: 2 }, { steps: 3 }),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (name, scheduleName, batchSize, evaluateEvery, stops, cuts, byBudget) => {
        const perEpoch = Math.ceil(53 / Math.min(53, batchSize));
        const steps = batchSize === 1 ? 60 : 5 * perEpoch;
        const options: FitOptions = {
          validation,
          optimizer: lively(name),
          schedule: schedules[scheduleName](steps),
          batchSize,
          evaluateEvery,
          clip: { norm: 1 },
          restoreBest: false,
          ...(stops ? { earlyStopping: { patience: 1, minDelta: 0.01 } } : {}),
        };
        const whole = await traced({ ...options, steps });
        const network = await made();
        const end = (step: number) => (byBudget ? { budget: { steps: step } } : { steps: step });
        let run = await network.fit(train, { ...options, ...end(Math.min(cuts[0], steps)) });
        for (const cut of [...cuts.slice(1), steps]) {
          if (run.reason === "patience" || run.steps >= steps) break;
          run = await run.continue({ steps: Math.min(cut, steps - run.steps) });
        }
        const trace = traceOf(run);
        // which of the two limits ended the run is all that may differ
        expect({ ...trace, reason: "" }).toEqual({ ...whole, reason: "" });
        network.dispose();
      },
    ),
    { numRuns: 40 },
  );
});

test("a row predicted alone has the bits it has in a batch, for any shape", async () => {
  const activation = fc.constantFrom("relu", "tanh", "gelu", "softplus", "sigmoid");
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 70 }), activation), { maxLength: 2 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 300 }),
      fc.boolean(),
      async (inputs, hidden, outputs, rows, raw) => {
        const layers = [...hidden.map(([units, f]) => dense(units, { activation: f })), dense(outputs)];
        const model = await Model.make(readSpec({ inputs, layers, loss: "softmaxCrossEntropy" }, layerKinds), compiled);
        const table = measured(rows, inputs, 1).inputs;
        const together = model.predict(table, { raw });
        for (const row of new Set([0, 1, 5, rows - 2, rows - 1].filter((r) => r >= 0 && r < rows))) {
          const alone = model.predict(table.subarray(row * inputs, (row + 1) * inputs), { raw });
          expectSameBits(alone, together.subarray(row * outputs, (row + 1) * outputs), `row ${row}`);
        }
        model.dispose();
      },
    ),
    { numRuns: 60 },
  );
});
