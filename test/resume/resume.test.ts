// What a checkpoint keeps and what resume refuses, beside the bits of the run itself.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readTensors } from "../../src/formats/readTensors.ts";
import {
  adam,
  adamw,
  type Dataset,
  dataset,
  type FitOptions,
  Network,
  reduceOnPlateau,
  resume,
  subset,
} from "../../src/index.ts";
import { bundled } from "../support/bundle.ts";
import { expectSame, left, make, train, validation } from "./runs.ts";

const fit = async (options: FitOptions) => (await make()).fit(train, options);
const optionError = (words: RegExp) =>
  expect.objectContaining({ name: "OptionError", message: expect.stringMatching(words) });

test("a run goes on to the same bits in another process", async () => {
  const { folder, entry, remove } = await bundled();
  try {
    const options = { optimizer: adamw({ amsgrad: true }), schedule: reduceOnPlateau({ patience: 0 }), epochs: 6 };
    const cut = await fit({ ...options, batchSize: 5, validation, steps: 17 });
    const data = join(folder, "data.json");
    const both = (part: "inputs" | "targets") => ({ train: [...train[part]], validation: [...validation[part]] });
    writeFileSync(data, JSON.stringify({ inputs: both("inputs"), targets: both("targets"), classes: train.classes }));
    const script = new URL("otherProcess.mjs", import.meta.url).pathname;
    const printed = execFileSync(process.execPath, [script, entry, data], { input: cut.checkpoint() }).toString();
    expect(JSON.parse(printed)).toEqual(
      JSON.parse(JSON.stringify(left(await fit({ ...options, batchSize: 5, validation })))),
    );
  } finally {
    remove();
  }
});

describe("a run that patience ended", () => {
  const options = { validation, epochs: 200, earlyStopping: { patience: 1 }, optimizer: adam({ learningRate: 0.1 }) };

  test("ends there again when it is resumed, with the best weights restored", async () => {
    const ended = await fit(options);
    expect(ended.reason).toBe("patience");
    const best = ended.curve.points.toSorted((a, b) => (a.validation?.loss ?? 0) - (b.validation?.loss ?? 0))[0];
    expect(ended.network.evaluate(validation).loss).toBeCloseTo(best.validation?.loss ?? 0, 6);
    expectSame(await resume(ended.checkpoint(), train, { validation }), ended);
  });

  test("keeps the last weights and the best ones in its checkpoint, and continues from the last", async () => {
    const ended = await fit(options);
    const { tensors } = readTensors("test", ended.checkpoint());
    const named = (name: string) => [...(tensors.find((tensor) => tensor.name === name)?.values ?? [])];
    expect(named("watchers.bestWeights.theta")).toEqual([...ended.network.parameters]);
    const { earlyStopping: _, ...free } = options;
    const unstopped = await fit({ ...free, steps: ended.steps });
    expect(named("network.theta")).toEqual([...unstopped.network.parameters]);
    const more = await ended.continue({ steps: 2 });
    expect(more.curve.batchCost).toEqual((await fit({ ...free, steps: ended.steps + 2 })).curve.batchCost);
  });

  test("goes on from a checkpoint as from the run itself", async () => {
    const ended = await fit(options);
    const opened = await resume(ended.checkpoint(), train, { validation });
    expectSame(await opened.continue({ epochs: 2 }), await ended.continue({ epochs: 2 }));
  });
});

test("run.best is the best evaluation whatever ended the run, and stays so through a checkpoint", async () => {
  const options = { epochs: 6, validation, restoreBest: true, optimizer: adam({ learningRate: 0.3 }) };
  const run = await fit(options);
  const losses = run.curve.points.map((point) => point.validation?.loss ?? Number.NaN);
  const least = Math.min(...losses);
  const { step } = run.curve.points[losses.indexOf(least)];
  expect(run.best).toEqual({ step, metric: least, parameters: run.network.parameters });
  const cut = await fit({ ...options, steps: run.steps - 1 });
  expect((await resume(cut.checkpoint(), train, { validation, signal: AbortSignal.abort() })).best).toEqual(cut.best);
  // a copy: changing it changes nothing
  run.best?.parameters.fill(0);
  expect(run.best?.parameters).toEqual(run.network.parameters);
  expect((await fit({ epochs: 2, validation })).best).toBeUndefined();
  expect((await fit({ ...options, evaluateEvery: { steps: 2 }, steps: 1 })).best).toBeUndefined();
});

test("a run that has come to its epochs is resumed to nothing, with the same best weights", async () => {
  const done = await fit({ epochs: 3, validation, restoreBest: true, optimizer: adam({ learningRate: 0.3 }) });
  for (const limit of [{}, { epochs: 3 }, { epochs: 1 }, { steps: 2, epochs: 3 }, { epochs: undefined }])
    expectSame(await resume(done.checkpoint(), train, { validation, ...limit }), done);
});

test("a checkpoint keeps neither steps nor budget: a run without epochs needs a limit", async () => {
  const endless = await fit({ steps: 9, validation });
  const refused = resume(endless.checkpoint(), train, { validation });
  await expect(refused).rejects.toEqual(optionError(/how far to go/));
  const more = await resume(endless.checkpoint(), train, { validation, budget: { steps: 4 } });
  expect(left(more)).toEqual({ ...left(await fit({ steps: 13, validation })), reason: "budget" });
  const twenty = await fit({ steps: 20, validation });
  expectSame(await resume(endless.checkpoint(), train, { validation, steps: 20 }), twenty);
});

test("another test set, or none, changes no bit of the run", async () => {
  const cut = await fit({ epochs: 4, steps: 3, validation, test: validation });
  const expected = await fit({ epochs: 4, validation });
  const other = await resume(cut.checkpoint(), train, { validation, test: train });
  expect(other.network.fingerprint()).toBe(expected.network.fingerprint());
  expect(other.curve.points.at(-1)?.test?.loss).toBeDefined();
  const none = await resume(cut.checkpoint(), train, { validation });
  expect(none.network.fingerprint()).toBe(expected.network.fingerprint());
  expect(none.curve.points.at(-1)).not.toHaveProperty("test");
});

const order = (count: number) => Array.from({ length: count }, (_, i) => count - 1 - i);
const changed = (data: Dataset, part: "inputs" | "targets", at: number) => {
  const values = data[part].slice();
  values[at] = part === "inputs" ? values[at] + 1e-6 : (values[at] + 1) % 3;
  return { ...data, [part]: values };
};
test.each<[string, Dataset, Dataset | undefined]>([
  ["rows in another order", subset(train, order(train.rows)), validation],
  ["a row less", subset(train, order(train.rows - 1)), validation],
  ["an input that differs by 1e-6", changed(train, "inputs", 77), validation],
  ["another target", changed(train, "targets", 25), validation],
  ["validation rows in another order", train, subset(validation, order(validation.rows))],
  ["another validation target", train, changed(validation, "targets", 0)],
  ["no validation set", train, undefined],
])("%s is a DataError before anything is done", async (_, rows, other) => {
  const run = await fit({ epochs: 2, steps: 3, validation });
  let points = 0;
  const given = { ...(other && { validation: other }), onProgress: () => points++ };
  const words = expect.objectContaining({
    name: "DataError",
    message: expect.stringMatching(/resume: \w+ data.*same rows/),
  });
  await expect(resume(run.checkpoint(), rows, given)).rejects.toEqual(words);
  expect(points).toBe(0);
});

test("a validation set where the run had none is a DataError", async () => {
  const run = await fit({ epochs: 2, steps: 3 });
  const refused = resume(run.checkpoint(), train, { validation });
  await expect(refused).rejects.toThrow(/no validation data, as at the start/);
});

test("classes in another order are refused", async () => {
  const run = await fit({ epochs: 2, steps: 3 });
  const { inputs, targets } = train;
  const other = dataset({ inputs, features: 3, targets, classes: ["x", "z", "y"] });
  await expect(resume(run.checkpoint(), other)).rejects.toThrow(/classes\[1\].*x, y, z/);
});

test("the caller's order must be given again, and no other may be given", async () => {
  const shuffle = () => order(train.rows);
  const own = await fit({ epochs: 2, steps: 1, shuffle });
  for (const other of [{}, { shuffle: true }])
    await expect(resume(own.checkpoint(), train, other)).rejects.toEqual(optionError(/resume.shuffle.*give it again/));
  expectSame(await resume(own.checkpoint(), train, { shuffle }), await fit({ epochs: 2, shuffle }));
  const plain = await fit({ epochs: 2, steps: 1, shuffle: false });
  for (const other of [true, shuffle])
    await expect(resume(plain.checkpoint(), train, { shuffle: other })).rejects.toEqual(
      optionError(/false, as at the start/),
    );
  await resume(plain.checkpoint(), train, { shuffle: false });
});

test("options that a checkpoint keeps are refused by name", async () => {
  const run = await fit({ epochs: 2, steps: 1 });
  for (const option of ["optimizer", "batchSize", "seed", "epoch"])
    await expect(resume(run.checkpoint(), train, { [option]: 1 })).rejects.toThrow(`"${option}"`);
  await expect(resume(run.checkpoint(), train, null as never)).rejects.toEqual(optionError(/^resume: got null/));
});

test("a checkpoint's weights are the run's, whatever became of the network since", async () => {
  const run = await fit({ epochs: 3, steps: 5 });
  const before = run.checkpoint();
  run.network.setParameters(new Float32Array(run.network.parameters.length));
  expect(run.checkpoint()).toEqual(before);
  run.network.dispose();
  expect(run.checkpoint()).toEqual(before);
  expectSame(await resume(before, train), await fit({ epochs: 3 }));
});

test("a resumed run's network has all of the first one's: standardizer, classes, penalties", async () => {
  const cut = await fit({ epochs: 2, steps: 1 });
  const { network } = await resume(cut.checkpoint(), train);
  const { network: expected } = await fit({ epochs: 2 });
  expect(network.save()).toEqual(expected.save());
  expect((await Network.load(network.save())).predict(train.inputs)).toEqual(expected.predict(train.inputs));
});

test("a diverged run keeps its last finite weights in the checkpoint and diverges again at that step", async () => {
  const options = { epochs: 50, optimizer: adam({ learningRate: 1e30 }), validation };
  const run = await fit(options);
  expect(run.reason).toBe("diverged");
  expect(run.network.parameters.every(Number.isFinite)).toBe(true);
  expectSame(await resume(run.checkpoint(), train, { validation }), run);
});

test("a run's options stay its own when the caller's object changes", async () => {
  const options = { epochs: 3, batchSize: 8, steps: 5, classWeights: [1, 2, 0.5], clip: { norm: 1 } };
  const unbroken = await fit({ ...options, classWeights: [...options.classWeights], clip: { norm: 1 }, steps: 1000 });
  const cut = await fit(options);
  options.batchSize = 1;
  options.classWeights.fill(0);
  options.clip.norm = 1e-3;
  expectSame(await resume(cut.checkpoint(), train), unbroken);
  await cut.continue({ steps: unbroken.steps - 5 });
  expect(cut.network.fingerprint()).toBe(unbroken.network.fingerprint());
});
