// What a network says about itself: fingerprint, summary, plan, shapes; and that disposing gives its memory back.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { standardizer } from "../../src/index.ts";
import { dense } from "../../src/layers/dense.ts";
import { dropout } from "../../src/layers/dropout.ts";
import { expectClose, noise } from "../support/numbers.ts";
import { classified, compiled, measured, small } from "../training/support.ts";

const train = classified(40);

test("the fingerprint is FNV-1a 64 over the parameters' little-endian bytes", async () => {
  const network = await small({ inputs: 1, layers: [dense(1, { bias: false })], loss: "hinge" });
  // offset basis and prime as published, in exact integers
  const fnv = (bytes: Uint8Array) =>
    bytes.reduce((hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n), 0xcbf29ce484222325n);
  for (const value of [1, 0, -0, 0.1, 3.4e38, 1e-45]) {
    network.setParameters([value]);
    const bytes = new Uint8Array(Float32Array.of(value).buffer);
    expect(network.fingerprint(), `${value}`).toBe(fnv(bytes).toString(16).padStart(16, "0"));
  }
  // the published vector for "foobar" holds what the fingerprints above are held against
  expect(fnv(new TextEncoder().encode("foobar")).toString(16)).toBe("85944171f73967e8");
  network.model.core.write(network.model.theta, [Number.NaN]);
  expect(network.fingerprint()).toBe(
    fnv(Uint8Array.of(0, 0, 0xc0, 0x7f))
      .toString(16)
      .padStart(16, "0"),
  );
});

test("parameters are copies, row-major [outputs][inputs] with biases behind", async () => {
  const network = await small({ inputs: 2, layers: [dense(3)], loss: "meanSquaredError" });
  network.setParameters([1, 2, 3, 4, 5, 6, 10, 20, 30]);
  network.parameters.fill(0);
  expect([...network.parameters]).toEqual([1, 2, 3, 4, 5, 6, 10, 20, 30]);
  expect([...network.predict([[1, 0.5]])]).toEqual([12, 25, 38]);
});

test("rows may be nested, flat, or any typed array, and give the same predictions", async () => {
  const network = await small();
  const flat = noise(10, 3);
  const expected = network.predict(flat);
  const rows = [Array.from(flat.subarray(0, 5)), Array.from(flat.subarray(5))];
  for (const form of [rows, Array.from(flat), Float64Array.from(flat), [flat.subarray(0, 5), flat.subarray(5)]]) {
    expect(network.predict(form)).toEqual(expected);
  }
});

test("probabilities add up to 1 within 3e-7, and classify names the likeliest", async () => {
  const network = await small({ classes: ["low", "middle", "high"] });
  const probabilities = network.predict(train.inputs);
  const labels = network.classify(train.inputs);
  for (let row = 0; row < train.rows; row++) {
    const own = Array.from(probabilities.subarray(row * 3, row * 3 + 3));
    expect(Math.abs(own[0] + own[1] + own[2] - 1)).toBeLessThan(3e-7);
    expect(labels[row]).toBe(["low", "middle", "high"][own.indexOf(Math.max(...own))]);
  }
});

test("one output tells two classes apart at 0", async () => {
  const network = await small({ inputs: 1, layers: [dense(1)], loss: "binaryCrossEntropy", classes: ["no", "yes"] });
  network.setParameters([1, 0]);
  expect(network.classify([[-1], [0], [1e-30], [5]])).toEqual(["no", "no", "yes", "yes"]);
  expect([...network.predict([[0]])]).toEqual([0.5]);
});

test("evaluate gives loss, cost, accuracy and confusion that follow from predictions", async () => {
  const network = await small({ l2: 0.1 });
  const data = classified(300);
  const { loss, cost, accuracy, confusion } = network.evaluate(data);
  const labels = network.classify(data.inputs).map(Number);
  const p = network.predict(data.inputs);
  const own = Array.from(data.targets, (c, row) => -Math.log(p[row * 3 + c]));
  expectClose([loss], [own.reduce((a, b) => a + b) / data.rows], { relative: 1e-6 }, "loss"); // float32 losses of each row
  const weights = Array.from(network.parameters).filter((_, i) => i < 30 || (i >= 36 && i < 54));
  const penalty = 0.05 * weights.reduce((sum, w) => sum + w * w, 0);
  expectClose([cost - loss], [penalty], { relative: 1e-9 }, "penalty");
  const right = labels.filter((label, row) => label === data.targets[row]).length;
  expect(accuracy).toBe(right / data.rows);
  for (let c = 0; c < 3; c++) {
    for (let k = 0; k < 3; k++) {
      const rows = labels.filter((label, row) => data.targets[row] === c && label === k).length;
      expect(confusion?.[c][k]).toBe(rows);
    }
  }
});

test("training data names the classes of a network that has none", async () => {
  const network = await small();
  expect(network.classes).toBeUndefined();
  await network.fit(train, { epochs: 1 });
  expect(network.classes).toEqual(["class 0", "class 1", "class 2"]);
  expect(network.classify(train.inputs.subarray(0, 5))[0]).toMatch(/^class \d$/);
});

test("a network with a standardizer takes raw rows and gives raw predictions, as one on standardised data does", async () => {
  const data = measured(60, 3, 2);
  const raw = {
    ...data,
    inputs: data.inputs.map((x, i) => 100 + 7 * x * ((i % 3) + 1)),
    targets: data.targets.map((t) => 5 * t - 40),
  };
  const scale = standardizer(raw, { targets: true });
  const spec = { inputs: 3, layers: [dense(4, { activation: "tanh" }), dense(2)], loss: "meanSquaredError" };
  const own = await small({ ...spec, standardizer: scale });
  const plain = await small(spec);
  const options = { epochs: 3, batchSize: 9, validation: raw };
  await own.fit(raw, options);
  await plain.fit(scale.apply(raw), { ...options, validation: scale.apply(raw) });
  expect(own.fingerprint()).toBe(plain.fingerprint());
  expect(own.predict(raw.inputs)).toEqual(scale.restoreTargets(plain.predict(scale.apply(raw).inputs)));
  expect(own.evaluate(raw).loss).toBe(plain.evaluate(scale.apply(raw)).loss);
});

test("summary lists layers, shapes and counts", async () => {
  const text = (
    await small({ layers: [dense(6, { activation: "relu" }), dropout({ keep: 0.8 }), dense(3)] })
  ).summary();
  for (const part of [
    "dense 5 → 6, relu",
    "weights [6, 5]",
    "biases [6]",
    "dropout",
    "dense 6 → 3",
    "57 parameters",
    "228 bytes",
    "softmaxCrossEntropy",
    "wasm core",
  ]) {
    expect(text).toContain(part);
  }
});

test("plan prints a training step record by record, from clearing to penalties", async () => {
  const text = (await small({ l2: 0.1 })).plan();
  expect(text).not.toContain("@0");
  const kernels = Array.from(text.matchAll(/^ *\d+ +(\w+)/gm), ([, kernel]) => kernel);
  expect(kernels[0]).toBe("gradientsClear");
  const order = [
    "gatherRows",
    "denseForward",
    "tanhForward",
    "softmaxForward",
    "softmaxCrossEntropyForward",
    "softmaxCrossEntropyBackward",
    "denseWeightBackward",
    "tanhBackward",
    "penaltyForward",
    "penaltyBackward",
  ];
  const at = order.map((kernel) => kernels.indexOf(kernel));
  expect(at.every((index) => index > 0)).toBe(true);
  expect(at).toEqual(at.toSorted((a, b) => a - b));
  expect(text).toContain("bytes in use");
});

test("a gradient over more rows than one walk may spend is that of the rows' mean, within 1e-5", async () => {
  // 4,000 rows × 512 × 512 × 3 products are more than 2³¹ multiply-adds
  const inputs = 512;
  const network = await small({
    inputs,
    layers: [dense(512, { activation: "relu" }), dense(1)],
    loss: "meanSquaredError",
  });
  const few = noise(40 * inputs, 5);
  const targets = noise(40, 6);
  const many = new Float32Array(100 * few.length);
  const all = new Float32Array(100 * targets.length);
  for (let k = 0; k < 100; k++) {
    many.set(few, k * few.length);
    all.set(targets, k * targets.length);
  }
  const once = network.gradient(few, targets);
  const hundred = network.gradient(many, all);
  expectClose([hundred.cost], [once.cost], { relative: 1e-6 }, "loss"); // float64 sums of float32 losses
  const largest = once.gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  expectClose(hundred.gradient, once.gradient, { relative: 1e-5, absolute: 1e-5 * largest }, "gradient"); // chains of 4,000 rows
});

test("200 networks made, trained and disposed of hold no more memory than 20 do, within 64 MB", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // memory is given back by another thread, as soon as it comes to it: collected again while it becomes less
  const used = async () => {
    for (let last = Number.POSITIVE_INFINITY, still = 0; ; ) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 5));
      const { heapUsed, external, arrayBuffers } = process.memoryUsage();
      const now = heapUsed + external + arrayBuffers;
      still = now < last ? 0 : still + 1;
      last = Math.min(last, now);
      if (still === 10) return last;
    }
  };
  const one = async () => {
    const network = await small({ inputs: 64, layers: [dense(64), dense(3)], core: compiled });
    await network.fit(classified(40, 64), { steps: 2, evaluateEvery: false });
    network.dispose();
  };
  for (let k = 0; k < 20; k++) await one();
  const before = await used();
  for (let k = 0; k < 180; k++) await one();
  // each has some 3 MB of its own
  expect((await used()) - before).toBeLessThan(64e6);
});

test("a snapshot holds the network as it was, and restore brings it back", async () => {
  const { model } = await small();
  const before = model.fingerprint();
  const snapshot = model.snapshot();
  model.setParameters(model.parameters().fill(0.5));
  expect(model.fingerprint()).not.toBe(before);
  model.restore(snapshot);
  expect(model.fingerprint()).toBe(before);
});
