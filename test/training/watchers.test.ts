// What sees a run's evaluations: the order in which it does, and that its states are plain data which nothing changes.
import { expect, test } from "vitest";
import { readTensors } from "../../src/formats/readTensors.ts";
import { writeTensors } from "../../src/formats/writeTensors.ts";
import { type CurvePoint, type FitOptions, reduceOnPlateau, resume } from "../../src/index.ts";
import { readFitOptions } from "../../src/training/readFitOptions.ts";
import { watchersOf } from "../../src/training/watchers/watchersOf.ts";
import { classified, small } from "./support.ts";

const train = classified(40);
const validation = classified(20, 5, 3, 9);
const options = {
  validation,
  epochs: 4,
  schedule: reduceOnPlateau({ patience: 0 }),
  earlyStopping: { patience: 0 },
  onProgress: () => {},
} satisfies FitOptions;
const watchers = () => watchersOf(readFitOptions("fit", options, true));
const figures = (loss: number) => ({ loss, cost: loss, accuracy: 0.5, standardError: 0.1, lossStandardError: 0.1 });
const pointOf = (step: number, loss: number): CurvePoint => ({
  step,
  epoch: step,
  learningRate: 0.1,
  train: figures(loss),
  validation: figures(loss),
  gradientNorm: 1,
  rowsPerSecond: 1,
  remainingSeconds: 1,
});

test("progress sees a point first, then the schedule, the best weights and early stopping; a cut is seen by progress alone", () => {
  expect(watchers().map(({ name }) => name)).toEqual(["onProgress", "plateau", "bestWeights", "earlyStopping"]);
  expect(watchers().flatMap(({ name, seesCuts }) => (seesCuts ? [name] : []))).toEqual(["onProgress"]);
  expect(watchersOf(readFitOptions("fit", {}, true))).toEqual([]);
});

test("states are plain data, new after each evaluation, and say when the run ends", async () => {
  const { model } = await small();
  for (const watcher of watchers()) {
    if (watcher.start === undefined) continue;
    const kept = structuredClone(watcher.start);
    let state = Object.freeze(structuredClone(watcher.start));
    const reasons = [];
    for (const [i, loss] of [2, 1, 1.5].entries()) {
      state = Object.freeze(structuredClone(await watcher.next?.(state, pointOf(i + 1, loss), model)) as object);
      reasons.push(watcher.reason?.(state));
    }
    expect(watcher.start, watcher.name).toEqual(kept);
    expect(Object.keys(state).sort(), watcher.name).toEqual(Object.keys(kept).sort());
    expect(reasons, watcher.name).toEqual([
      undefined,
      undefined,
      watcher.name === "earlyStopping" ? "patience" : undefined,
    ]);
    if (watcher.name === "plateau") expect(state).toMatchObject({ rate: 0.0005, best: 1 });
    if (watcher.name === "bestWeights") expect(state).toMatchObject({ step: 2, metric: 1, theta: model.parameters() });
    if (watcher.renewed) expect(watcher.reason?.(watcher.renewed(state)), watcher.name).toBeUndefined();
  }
});

test.each(["plateau", "bestWeights", "earlyStopping"])(
  "a checkpoint without the state of %s is refused",
  async (name) => {
    const run = await (await small()).fit(train, { ...options, steps: 3, evaluateEvery: { steps: 1 } });
    const { tensors, metadata } = readTensors("test", run.checkpoint());
    const { [name]: dropped, ...others } = JSON.parse(metadata.state).watchers;
    expect(dropped).toBeDefined();
    const state = JSON.stringify({ ...JSON.parse(metadata.state), watchers: others });
    const damaged = writeTensors({ tensors, metadata: { ...metadata, state } });
    await expect(resume(damaged, train, { validation })).rejects.toThrow(
      expect.objectContaining({ name: "FormatError", message: expect.stringContaining("watcher") }),
    );
  },
);
