// What the caller's arrays are after the call is nothing to a run: it reads them once, at its beginning, and never at its end.
import { expect, test } from "vitest";
import { MemoryError } from "../../src/core/errors.ts";
import { type Dataset, type FitOptions, type Network, type Run, resume, sgd, standardizer } from "../../src/index.ts";
import { dense } from "../../src/layers/dense.ts";
import { fit } from "../../src/training/fit.ts";
import { classified, failure, measured, small } from "./support.ts";

/** A plain data set whose arrays are the caller's own, in buffers that can be resized. */
function own(data: Dataset): Dataset {
  const resizable = (values: Float32Array) => {
    const { byteLength } = values;
    // a buffer of this form is newer than the types say
    const buffer = new (ArrayBuffer as unknown as new (bytes: number, options: object) => ArrayBuffer)(byteLength, {
      maxByteLength: 2 * byteLength,
    });
    const copy = new Float32Array(buffer);
    copy.set(values);
    return copy;
  };
  return { ...data, inputs: resizable(data.inputs), targets: resizable(data.targets) };
}

/** Ways of changing a data set's arrays for the worse. */
const changes: Readonly<Record<string, (data: Dataset) => void>> = {
  "filled with NaN": ({ inputs, targets }) => {
    inputs.fill(Number.NaN);
    targets.fill(Number.NaN);
  },
  "filled with 0": ({ inputs, targets }) => {
    inputs.fill(0);
    targets.fill(0);
  },
  transferred: ({ inputs, targets }) => {
    const buffers = [inputs, targets].map(({ buffer }) => buffer as ArrayBuffer);
    structuredClone(buffers, { transfer: buffers });
  },
  resized: ({ inputs, targets }) => {
    for (const { buffer } of [inputs, targets]) (buffer as ArrayBuffer & { resize(bytes: number): void }).resize(4);
  },
  replaced: (data) => {
    Object.assign(data, { inputs: new Float32Array(3), targets: undefined, rows: 1, features: 3, classes: ["x"] });
  },
};

/** All that a run says but its times. */
function said({ curve, reason, steps, diagnosis, network, note }: Run<Network>) {
  const points = curve.points.map(({ rowsPerSecond, remainingSeconds, ...point }) => point);
  return { points, costs: [...curve.batchCost], reason, steps, diagnosis, bits: network.fingerprint(), note };
}

const data = { train: classified(300), validation: classified(40, 5, 3, 9), test: classified(30, 5, 3, 4) };
const values = { train: measured(60), validation: measured(20, 4, 2, 5), test: measured(20, 4, 2, 6) };
/** Rates and rows by which there is something to find, with all that makes a run look at its data. */
const plans: Readonly<Record<string, { sets: Readonly<Record<string, Dataset>>; options: FitOptions }>> = {
  classes: {
    sets: data,
    options: { optimizer: sgd({ learningRate: 40 }), classWeights: "balanced", restoreBest: true, epochs: 9 },
  },
  "values that the network standardises": {
    sets: values,
    options: { optimizer: sgd({ learningRate: 1e-6 }), batchSize: 8, epochs: 9 },
  },
};
const networkFor = (name: string) =>
  name === "classes"
    ? small()
    : small({
        inputs: 4,
        layers: [dense(2)],
        loss: "meanSquaredError",
        standardizer: standardizer(values.train, { targets: true }),
      });

for (const [plan, { sets, options }] of Object.entries(plans)) {
  for (const [how, change] of Object.entries(changes)) {
    test(`${plan}: arrays that are ${how} after the call, or after the first point, change nothing of a run`, async () => {
      const { train, ...others } = sets;
      const alone = said(await (await networkFor(plan)).fit(train, { ...others, ...options }));
      expect(alone.diagnosis.length).toBeGreaterThan(0);
      for (const when of ["call", "point"]) {
        const mine = Object.fromEntries(Object.entries(sets).map(([name, one]) => [name, own(one)]));
        const changeAll = () => Object.values(mine).forEach(change);
        const { train, ...others } = mine;
        let changed = false;
        const onProgress = () => {
          if (when === "point" && !changed) changeAll();
          changed = true;
        };
        const running = (await networkFor(plan)).fit(train, { ...others, ...options, onProgress });
        if (when === "call") changeAll();
        expect(said(await running), when).toEqual(alone);
      }
    });
  }
}

test("a run that goes on, here or from a checkpoint, reads its data at its beginning too, and refuses other data", async () => {
  const first = await (await small()).fit(data.train, { epochs: 2 });
  const whole = said(await first.continue({ epochs: 3 }));
  const bytes = first.checkpoint();
  const resumed = said(await resume(bytes, data.train, { epochs: 5 }));
  for (const [how, change] of Object.entries(changes)) {
    const mine = own(data.train);
    const onProgress = () => change(mine);
    const second = await (await small()).fit(mine, { epochs: 2 });
    expect(said(await second.continue({ epochs: 3, onProgress })), how).toEqual(whole);
    const again = own(data.train);
    expect(said(await resume(bytes, again, { epochs: 5, onProgress: () => change(again) })), how).toEqual(resumed);
    // what has changed before it goes on is refused, with nothing changed
    const before = second.network.fingerprint();
    expect(await failure(second.continue({ epochs: 1 })), how).toMatchObject({ name: /DataError|ShapeError/ });
    expect(second.network.fingerprint()).toBe(before);
  }
});

test("a table of more than a million numbers is copied in pieces; arrays that shrink meanwhile are refused before a step", async () => {
  const rows = 2 ** 18;
  const large: Dataset = {
    inputs: new Float32Array(5 * rows),
    targets: new Float32Array(rows),
    rows,
    features: 5,
    outputs: 1,
  };
  for (const change of [changes.transferred, changes.resized]) {
    const mine = own(large);
    const network = await small({ layers: [dense(2)], loss: "softmaxCrossEntropy" });
    const before = network.fingerprint();
    const running = failure(network.fit(mine, { steps: 1 }));
    change(mine);
    expect(await running).toMatchObject({
      name: "ShapeError",
      message: expect.stringMatching(/training data.*expected a Float32Array of 1310720/),
    });
    expect(network.fingerprint()).toBe(before);
  }
});

test("a data set's fields are read once: what a getter gives the second time is not looked at", async () => {
  const { train } = data;
  const alone = await (await small()).fit(train, { epochs: 2 });
  const tricky = { ...train };
  for (const name of ["inputs", "targets", "rows", "classes"] as const) {
    let reads = 0;
    Object.defineProperty(tricky, name, { get: () => (reads++ === 0 ? train[name] : undefined), configurable: true });
  }
  const run = await (await small()).fit(tricky, { epochs: 2 });
  expect(run.network.fingerprint()).toBe(alone.network.fingerprint());
});

test("an order that changes between two looks is read once", async () => {
  const order = Array.from({ length: 300 }, (_, i) => i);
  let reads = 0;
  Object.defineProperty(order, 5, { get: () => (reads++ === 0 ? 5 : 1e9) });
  const run = await (await small()).fit(data.train, { epochs: 1, shuffle: () => order });
  const plain = await (await small()).fit(data.train, { epochs: 1, shuffle: false });
  expect(run.network.fingerprint()).toBe(plain.network.fingerprint());
});

test("what judges a run is there before its first step, and a run that cannot be judged ends all the same, and says why", async () => {
  const memory = new MemoryError({ where: "WebAssembly memory", expected: "what this engine can still give" });
  const judges = {
    loaded: async () => async () => Promise.reject(memory),
    unloaded: () => Promise.reject(new Error("no such file")),
  };
  for (const [name, loadJudge] of Object.entries(judges)) {
    const network = await small();
    const seen: string[] = [];
    const load = () => {
      seen.push("judge");
      return loadJudge();
    };
    const run = await fit<Network>(network, data.train, { epochs: 2, onProgress: () => seen.push("point") }, load);
    expect(seen).toEqual(["judge", "point", "point"]);
    expect([run.reason, run.diagnosis]).toEqual(["epochs", []]);
    expect(run.note).toMatch(name === "loaded" ? /could not be judged.*this engine can still give/ : /no such file/);
    expect(run.checkpoint().length).toBeGreaterThan(0);
  }
});
