// Holds that training in a thread is training: the same bits, names, options and errors. Runs on the built package.
import * as here from "ravine";
import * as there from "ravine/worker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const { train, validation } = here.split(await here.builtin("iris"), { validation: 0.2, test: 0 });
const spec: here.NetworkOptions = {
  inputs: 4,
  layers: [here.dense(9, { activation: "tanh" }), here.dropout({ keep: 0.9 }), here.dense(3)],
  loss: here.softmaxCrossEntropy({ labelSmoothing: 0.1 }),
  standardizer: here.standardizer(train),
};
const options: here.FitOptions = {
  validation,
  epochs: 4,
  batchSize: 16,
  optimizer: here.adamw({ learningRate: 0.01 }),
  schedule: here.warmup({ length: 3, then: here.cosine({ length: 9 }) }, { per: "step" }),
  classWeights: "balanced",
};

let near: here.Network;
let far: there.Network;
beforeAll(async () => {
  [near, far] = [await here.Network.create(spec), await there.Network.create(spec)];
});
afterAll(() => far.terminate());
const fresh = () => there.Network.create(spec);

describe("a network in a thread", () => {
  test("begins and ends with the same bits, and so does what goes on from there", async () => {
    expect(await far.fingerprint()).toBe(near.fingerprint());
    const [a, b] = [await near.fit(train, options), await far.fit(train, options)];
    expect(await far.fingerprint()).toBe(near.fingerprint());
    expect(b).toMatchObject({ reason: a.reason, steps: a.steps, network: far });
    expect(b.curve.batchCost).toEqual(a.curve.batchCost);
    expect(b.curve.points.map(({ train: t }) => t)).toEqual(a.curve.points.map(({ train: t }) => t));
    await a.continue({ steps: 5 });
    await b.continue({ steps: 5 });
    expect(await far.fingerprint()).toBe(near.fingerprint());
    const [c, d] = [a.checkpoint(), await b.checkpoint()];
    const [e, f] = [
      await here.resume(c, train, { validation, epochs: 9 }),
      await there.resume(d, train, { validation, epochs: 9 }),
    ];
    expect(await f.network.fingerprint()).toBe(e.network.fingerprint());
    await f.network.dispose();
  });

  test("trains layer normalisation, activations and residuals to the same bits", async () => {
    const layers = [
      here.dense(6),
      here.layerNorm(),
      here.activation("relu"),
      here.residual([here.dense(4, { activation: "tanh" }), here.dense(6)]),
      here.dense(3),
    ];
    const [a, b] = [await here.Network.create({ ...spec, layers }), await there.Network.create({ ...spec, layers })];
    await a.fit(train, options);
    await b.fit(train, options);
    expect(await b.fingerprint()).toBe(a.fingerprint());
    await b.dispose();
  });

  test("gives every property and method as a promise", async () => {
    expect(await far.parameters).toEqual(near.parameters);
    expect(await far.classes).toEqual(near.classes);
    expect(await far.predict(train.inputs)).toEqual(near.predict(train.inputs));
    expect(await far.classify(train.inputs)).toEqual(near.classify(train.inputs));
    expect(await far.evaluate(train)).toEqual(near.evaluate(train));
    expect(await far.gradient(train.inputs, train.targets)).toEqual(near.gradient(train.inputs, train.targets));
    expect(await far.summary()).toBe(near.summary());
    await far.setParameters(near.parameters);
  });

  test("has every public method and property that a network has", () => {
    const names = Object.getOwnPropertyNames(here.Network.prototype).filter((name) => name !== "constructor");
    expect(Object.keys(far)).toEqual(expect.arrayContaining(names));
  });

  test("is loaded from the bytes that a network saved, with its standardizer", async () => {
    const loaded = await there.Network.load(near.save());
    expect(await loaded.save()).toEqual(near.save());
    await loaded.dispose();
  });

  test("reads tables from text and from streams", async () => {
    const { data, columns } = await here.csv("a,b,c\n1,2,x\n3,4,y\n", { target: "c", task: "classification" });
    const reader = await there.Network.create({
      inputs: data.features,
      layers: [here.dense(2)],
      columns,
      loss: "hinge",
    });
    const text = "a,b\n5,6\n";
    expect((await reader.read(text)).inputs).toEqual(Float32Array.of(5, 6));
    expect((await reader.read(new Blob([text]).stream())).inputs).toEqual(Float32Array.of(5, 6));
    reader.terminate();
  });
});

describe("a core that the caller brings", () => {
  test("goes to the thread where it is a module", async () => {
    const core = await here.loadCore({ precision: "fast" });
    const module = core.module ?? (await here.loadCore()).module;
    const own = await there.Network.create({ ...spec, core: await here.loadCore({ module }) });
    expect(await own.parameters).toEqual((await here.Network.create(spec)).parameters);
    await own.dispose();
  });

  test("precision: fast is the thread's own to load", async () => {
    const [a, b] = await Promise.all([
      here.Network.create({ ...spec, precision: "fast" }),
      there.Network.create({ ...spec, precision: "fast" }),
    ]);
    const [c, d] = [await a.fit(train, options), await b.fit(train, options)];
    expect(await b.fingerprint()).toBe(a.fingerprint());
    expect(d.note).toBe(c.note);
    await b.dispose();
  });

  test("is refused where it is JavaScript", async () => {
    const core = await here.loadCore({ reference: true });
    await expect(there.Network.create({ ...spec, core })).rejects.toThrow(
      /core: got "reference", expected a core with/,
    );
  });
});

describe("functions among the options run on the caller's side", () => {
  test("orders, also where a run goes on with them, and progress", async () => {
    const order = (epoch: number) => Uint32Array.from({ length: train.rows }, (_, i) => (i * 7 + epoch) % train.rows);
    const epochs: number[] = [];
    const network = await fresh();
    const run = await network.fit(train, { ...options, shuffle: order, onProgress: (p) => void epochs.push(p.epoch) });
    await run.continue({ epochs: 2 });
    expect(epochs).toEqual([1, 2, 3, 4]);
    const twin = await here.Network.create(spec);
    await (await twin.fit(train, { ...options, shuffle: order })).continue({ epochs: 2 });
    expect(await network.fingerprint()).toBe(twin.fingerprint());
    await network.dispose();
  });

  test("checkpoints on the way arrive there, and go on to the same bits; what their function throws is told by the run", async () => {
    const network = await fresh();
    const files: Uint8Array[] = [];
    const run = await network.fit(train, {
      ...options,
      checkpointEvery: {
        epochs: 1,
        to: (bytes) => {
          files.push(bytes);
          if (files.length === 2) throw new Error("full");
        },
      },
    });
    expect(files).toHaveLength(4);
    expect(run.failedCheckpoints).toEqual([{ step: run.steps / 2, error: new Error("full") }]);
    for (const bytes of files) {
      const resumed = await here.resume(bytes, train, { validation });
      expect(resumed.network.fingerprint()).toBe(await network.fingerprint());
    }
    await network.dispose();
  });

  test("what progress returns is dropped, also where it cannot be posted", async () => {
    const chart = { update: () => chart };
    const orders = (epoch: number) => Array.from({ length: train.rows }, (_, i) => (i + epoch) % train.rows);
    const [a, b] = [await here.Network.create(spec), await fresh()];
    for (const network of [a, b]) {
      const run = await network.fit(train, { epochs: 2, shuffle: orders, onProgress: () => chart.update() });
      expect(run.reason).toBe("epochs");
    }
    expect(await b.fingerprint()).toBe(a.fingerprint());
    // an order that cannot be posted is none
    const order = (() => [() => 1]) as unknown as (epoch: number) => number[];
    await expect(b.fit(train, { shuffle: order })).rejects.toThrow(here.ShapeError);
    b.terminate();
  });

  test("what they throw ends the run and arrives as it was", async () => {
    const network = await fresh();
    class Mine extends Error {}
    for (const thrown of [new TypeError("mine"), new Mine("mine"), new AggregateError([1, 2]), "mine", undefined]) {
      const onProgress = () => {
        throw thrown;
      };
      const received = await network.fit(train, { ...options, onProgress }).catch((error: unknown) => [error]);
      expect((received as unknown[])[0]).toBe(thrown);
    }
    expect((await network.fit(train, { steps: 1 })).reason).toBe("steps");
    network.terminate();
  });
});

describe("arrays that change after the call", () => {
  test.each(["call", "point"])("leave a run here and in a thread alike: after the %s", async (when) => {
    const said: unknown[] = [];
    for (const network of [await here.Network.create(spec), await fresh()]) {
      const mine = { ...train, inputs: train.inputs.slice(), targets: train.targets.slice() };
      const change = () => {
        mine.inputs.fill(Number.NaN);
        mine.targets.fill(Number.NaN);
      };
      const running = network.fit(mine, { ...options, onProgress: when === "point" ? change : () => {} });
      if (when === "call") change();
      const { reason, curve, diagnosis } = await running;
      said.push({ reason, costs: curve.batchCost, diagnosis, bits: await network.fingerprint() });
      await network.dispose();
    }
    const plain = await here.Network.create(spec);
    const { reason, curve, diagnosis } = await plain.fit(train, options);
    const undisturbed = { reason, costs: curve.batchCost, diagnosis, bits: plain.fingerprint() };
    expect(said).toEqual([undisturbed, undisturbed]);
  });
});

describe("a thread ends", () => {
  test("an abort cuts the run between two steps", async () => {
    const network = await fresh();
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const run = await network.fit(train, { epochs: 1e6, signal: controller.signal, onProgress });
    expect(run.reason).toBe("aborted");
    expect((await network.fit(train, { signal: AbortSignal.abort() })).reason).toBe("aborted");
    await network.dispose();
  });

  test("terminate refuses what still waits and what comes after", async () => {
    const network = await fresh();
    const running = network.fit(train, { epochs: 1e6 });
    network.terminate();
    await expect(running).rejects.toThrow(here.StateError);
    await expect(network.fingerprint()).rejects.toThrow(/dispose\(\) or terminate\(\)/);
  });
});

const { DataError, FormatError, OptionError, ShapeError } = here;
const classes = { DataError, FormatError, OptionError, ShapeError };

describe("errors arrive as what they were", () => {
  test.each([
    ["OptionError", () => far.fit(train, { epoch: 3 } as object)],
    ["OptionError", () => there.Network.create({ ...spec, loss: "hing" as "hinge" })],
    ["ShapeError", () => far.predict([[1, 2]])],
    ["DataError", () => far.predict([[1, 2, 3, Number.NaN]])],
    ["FormatError", () => there.Network.load(new Uint8Array(9))],
  ] as const)("%s", async (name, act) => {
    const error = await act().then(
      () => undefined,
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(classes[name]);
    expect(error).toMatchObject({ name, where: expect.stringMatching(/./) });
  });

  test("with all their fields", async () => {
    const wrong = { epochs: 1, clip: { norm: -1 } };
    const [a, b] = await Promise.all([near.fit(train, wrong), far.fit(train, wrong)].map((run) => run.catch((e) => e)));
    expect({ ...b }).toEqual({ ...a });
    expect(b).toMatchObject({ path: ["fit", "clip", "norm"], received: -1, message: a.message });
  });

  test("a wrong row is named by its number", async () => {
    await expect(far.predict([[1, 2, 3, Number.NaN]])).rejects.toMatchObject({ row: 0, column: 3 });
  });
});
