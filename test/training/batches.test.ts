// What reaches a batch: which rows, in which order, with which weights, and what clipping leaves of a gradient.
import { expect, test } from "vitest";
import type { Core, Tensor } from "../../src/core/core.ts";
import { subset } from "../../src/data/subset.ts";
import { type FitOptions, reduceOnPlateau, sgd } from "../../src/index.ts";
import { expectClose, expectSameBits } from "../support/numbers.ts";
import { classified, failure, hooked, small } from "./support.ts";

const train = classified(53);

/** What a number from float32 memory may be off from the same sum in float64. */
const CLOSE = { relative: 2e-6, absolute: 1e-7 }; // a chain of at most 53 rows

/** One step of rate 1 from the weights as they are: what it subtracts is the gradient. */
const stepOfOne = { optimizer: sgd({ learningRate: 1 }), epochs: 1, evaluateEvery: false } as const;
const differences = (before: Float32Array, after: Float32Array) => before.map((value, i) => value - after[i]);

/** What one epoch subtracts with rate 1 and batches of `batchSize` in the given order. */
async function subtracted(batchSize: number, options: FitOptions = {}, data = train) {
  const network = await small();
  const before = network.parameters;
  await network.fit(data, { ...stepOfOne, batchSize, shuffle: false, ...options });
  return { network, before, taken: differences(before, network.parameters) };
}

test("a batch larger than the set is one batch of all, with the mean over its own rows", async () => {
  const whole = await subtracted(53);
  expectSameBits((await subtracted(1000)).taken, whole.taken, "one batch");
  const { gradient } = (await small()).gradient(train.inputs, train.targets);
  expectClose(whole.taken, gradient, { relative: 1e-4, absolute: 3e-7 }, "gradient"); // θ's own rounding, at |θ| about 1
});

test("the short last batch has a mean over its own rows", async () => {
  const short = subset(train, [50, 51, 52]);
  const network = await small();
  const first = subset(
    train,
    Array.from({ length: 50 }, (_, i) => i),
  );
  await network.fit(first, { ...stepOfOne, batchSize: 10, shuffle: false });
  const { cost: loss, gradient } = network.gradient(short.inputs, short.targets);
  const after = network.parameters;
  const other = await small();
  const run = await other.fit(train, { ...stepOfOne, batchSize: 10, shuffle: false });
  expect(run.steps).toBe(6);
  expect(run.curve.batchCost[5]).toBeCloseTo(loss, 6);
  expectClose(differences(after, other.parameters), gradient, { relative: 1e-4, absolute: 3e-7 }, "last step");
});

/** The rows in the order of training: each has its own number as a feature, and weights stay as they are. */
async function visited(options: FitOptions, rows = 24): Promise<number[]> {
  const seen: number[] = [];
  let order: Tensor | undefined;
  const write = (name: string, values: ArrayLike<number>, { core, tensor }: { core: Core; tensor: Tensor }) => {
    if (name === "order") order = tensor;
    // an epoch's rates are written when its order stands
    if (name === "rates" && order) for (const row of Array.from(core.read(order))) seen.push(row);
    return values;
  };
  const network = await small({ core: hooked({ write }) });
  await network.fit(classified(rows), { batchSize: 5, evaluateEvery: false, epochs: 3, ...options });
  return seen;
}

test("shuffling visits each row exactly once an epoch, in orders that differ by epoch and seed", async () => {
  const all = Array.from({ length: 24 }, (_, i) => i);
  const seen = await visited({});
  expect(seen.length).toBe(72);
  const epochs = [0, 24, 48].map((from) => seen.slice(from, from + 24));
  for (const epoch of epochs) expect(epoch.toSorted((a, b) => a - b)).toEqual(all);
  expect(new Set(epochs.map(String)).size).toBe(3);
  expect(await visited({ seed: 1 })).toEqual(seen);
  expect(await visited({ seed: 2 })).not.toEqual(seen);
  expect(await visited({ shuffle: false })).toEqual([...all, ...all, ...all]);
  const reversed = all.toReversed();
  expect(await visited({ shuffle: () => Uint32Array.from(reversed) })).toEqual([...reversed, ...reversed, ...reversed]);
});

test("orders of more than 65,536 rows, which are drawn in pieces, visit each row once too", async () => {
  const rows = 150_000;
  const seen = new Uint8Array(rows);
  for (const row of await visited({ epochs: 1, batchSize: rows }, rows)) seen[row]++;
  expect(seen.every((count) => count === 1)).toBe(true);
});

test("a custom order is asked for once an epoch, with the epoch's number, also where the rate changes inside it", async () => {
  const asked: number[] = [];
  const shuffle = (epoch: number) => {
    asked.push(epoch);
    return Uint32Array.from({ length: 53 }, (_, i) => (i * 7 + epoch) % 53);
  };
  const schedule = reduceOnPlateau({ monitor: "train.loss", patience: 0, minDelta: 0.5 });
  await (await small()).fit(train, { shuffle, epochs: 3, batchSize: 8, schedule, evaluateEvery: { steps: 2 } });
  expect(asked).toEqual([0, 1, 2]);
});

test.each([
  ["too short", () => new Uint32Array(52)],
  ["too long", () => new Uint32Array(54)],
  ["with a row that is not there", () => new Uint32Array(53).fill(53)],
  ["with a fraction", () => new Float64Array(53).fill(0.5)],
  ["with a negative row", () => new Int32Array(53).fill(-1)],
  ["no array", () => null as unknown as Uint32Array],
])("an order that is %s throws, and the network can be used afterwards", async (_, shuffle) => {
  const network = await small();
  const before = network.fingerprint();
  const error = await failure(network.fit(train, { shuffle }));
  expect(String(error)).toMatch(/^(ShapeError|DataError): fit\.shuffle\(0\)/);
  expect(network.fingerprint()).toBe(before);
  expect((await network.fit(train, { epochs: 1 })).reason).toBe("epochs");
});

test("class weights make each batch Σ w·loss / rows, and leave the curve alone", async () => {
  const weights = [0.5, 2, 3];
  const network = await small();
  const { gradient } = network.gradient(train.inputs, train.targets);
  // by hand: each class's own rows, times its weight and its share
  const expected = new Float64Array(gradient.length);
  let cost = 0;
  for (const [c, weight] of weights.entries()) {
    const own = subset(
      train,
      Array.from(train.targets.keys()).filter((row) => train.targets[row] === c),
    );
    const part = network.gradient(own.inputs, own.targets);
    const share = (weight * own.rows) / train.rows;
    cost += share * part.cost;
    for (let i = 0; i < expected.length; i++) expected[i] += share * part.gradient[i];
  }
  const { taken, network: trained } = await subtracted(53, { classWeights: weights });
  expectClose(taken, expected, { relative: 1e-4, absolute: 5e-7 }, "gradient");
  const run = await (await small()).fit(train, {
    ...stepOfOne,
    batchSize: 53,
    classWeights: weights,
    evaluateEvery: { epochs: 1 },
  });
  expectClose(run.curve.batchCost, [cost], CLOSE, "cost");
  expect(run.curve.points[0].train.loss).toBeCloseTo(trained.evaluate(train).loss, 6);
});

test("balanced class weights are m/(k·mₖ)", async () => {
  const counts = [0, 1, 2].map((c) => train.targets.filter((t) => t === c).length);
  expect(new Set(counts).size).toBeGreaterThan(1);
  const given = await subtracted(10, { classWeights: counts.map((count) => 53 / (3 * count)) });
  expectSameBits((await subtracted(10, { classWeights: "balanced" })).taken, given.taken, "balanced");
});

test("clipping brings a step's gradient to the given norm and leaves smaller ones alone; the point shows the norm before", async () => {
  const { gradient } = (await small()).gradient(train.inputs, train.targets);
  const norm = Math.hypot(...gradient);
  const clipped = await subtracted(53, { clip: { norm: norm / 4 } });
  expectClose(
    clipped.taken,
    gradient.map((g) => g / 4),
    { relative: 1e-4, absolute: 3e-7 },
    "clipped",
  );
  const free = await subtracted(53);
  expectSameBits((await subtracted(53, { clip: { norm: 2 * norm } })).taken, free.taken, "not clipped");
  const shown = await (await small()).fit(train, {
    ...stepOfOne,
    evaluateEvery: { epochs: 1 },
    batchSize: 53,
    clip: { norm: 1e-3 },
  });
  expect(shown.curve.points[0].gradientNorm).toBeCloseTo(norm, 5);
});
