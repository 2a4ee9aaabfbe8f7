// compare, search and learningRateRange: same start, same batches, reproducible trials, restored weights, usable suggestions.
import { beforeAll, describe, expect, test } from "vitest";
import {
  adam,
  builtin,
  compare,
  type Dataset,
  dataset,
  dense,
  learningRateRange,
  Network,
  residual,
  type Split,
  StateError,
  search,
  sgd,
  split,
  standardizer,
} from "../../src/index.ts";
import { textOf } from "../house/sources.ts";

let iris: Dataset;
let sets: Split<Record<never, never>>;
beforeAll(async () => {
  iris = await builtin("iris");
  sets = split(iris);
});
const specOf = (train: Dataset, seed = 1) => ({
  inputs: train.features,
  layers: [dense(8, { activation: "tanh" }), dense(train.classes?.length ?? 1)],
  loss: train.classes ? "softmaxCrossEntropy" : "meanSquaredError",
  standardizer: standardizer(train, { targets: !train.classes }),
  seed,
});
const optimizers = {
  plain: sgd({ learningRate: 0.1 }),
  momentum: sgd({ learningRate: 0.1, momentum: 0.9 }),
  adam: adam(),
};

describe("compare", () => {
  test("gives each optimizer the same initial weights and batches, other ones with another seed", async () => {
    const { runs } = await compare(specOf(sets.train), sets, { optimizers, seeds: 2, epochs: 3 });
    expect(runs.map(({ name, seed }) => `${name} ${seed}`)).toEqual([
      "plain 1",
      "momentum 1",
      "adam 1",
      "plain 2",
      "momentum 2",
      "adam 2",
    ]);
    expect(new Set(runs.slice(0, 3).map(({ initial }) => initial)).size).toBe(1);
    expect(new Set(runs.slice(3).map(({ initial }) => initial)).size).toBe(1);
    expect(runs[0].initial).not.toBe(runs[3].initial);
    // the first step's batch loss is seen before any optimizer has moved
    expect(new Set(runs.slice(0, 3).map(({ curve }) => curve.batchCost[0])).size).toBe(1);
    expect(new Set(runs.map(({ fingerprint }) => fingerprint)).size).toBe(6);
  });

  test("a run of it is the run that fit alone would have made", async () => {
    const { runs } = await compare(specOf(sets.train, 5), sets, { optimizers, seeds: 1, epochs: 4 });
    const network = await Network.create(specOf(sets.train, 5));
    await network.fit(sets.train, {
      validation: sets.validation,
      test: sets.test,
      optimizer: optimizers.momentum,
      epochs: 4,
      seed: 5,
    });
    expect(runs[1].fingerprint).toBe(network.fingerprint());
    expect(runs[1].test).toEqual(network.evaluate(sets.test));
  });

  test("summarises seeds by mean, median and spread, and names the best by validation loss", async () => {
    const { runs, summaries, best } = await compare(specOf(sets.train), iris, {
      optimizers: { slow: sgd({ learningRate: 1e-4 }), quick: adam({ learningRate: 0.02 }) },
      seeds: 3,
      epochs: 10,
    });
    const own = runs.filter(({ name }) => name === "quick").map(({ validation }) => validation?.loss ?? 0);
    const summary = summaries.find(({ name }) => name === "quick");
    expect(summary?.validationLoss?.mean).toBeCloseTo((own[0] + own[1] + own[2]) / 3, 12);
    expect(summary?.validationLoss?.median).toBe([...own].sort((a, b) => a - b)[1]);
    expect(summary?.validationLoss?.deviation).toBeGreaterThan(0);
    expect(best).toBe("quick");
  });

  test("throws without optimizers, and on what fit does not know", async () => {
    const spec = specOf(sets.train);
    await expect(compare(spec, sets, { optimizers: {} })).rejects.toThrow(/compare\.optimizers/);
    await expect(compare(spec, sets, {} as never)).rejects.toThrow(/compare\.optimizers/);
    await expect(compare(spec, sets, { optimizers, epoch: 3 } as never)).rejects.toThrow(/Did you mean "epochs"/);
    await expect(compare(spec, 3 as never, { optimizers })).rejects.toThrow(/data set/);
  });
});

describe("search", () => {
  test("chooses by validation, and each trial can be made again", async () => {
    const { best, trials } = await search(sets, {
      hidden: [[], [4], [16, 8]],
      activations: ["relu", "tanh"],
      epochs: 15,
    });
    expect(trials.map(({ hidden, activation }) => [hidden, activation])).toEqual([
      [[], "relu"],
      [[4], "relu"],
      [[4], "tanh"],
      [[16, 8], "relu"],
      [[16, 8], "tanh"],
    ]);
    const losses = trials.map(({ validation }) => validation?.loss ?? 0);
    expect(best.validation?.loss).toBe(Math.min(...losses));
    expect(best.trained.fingerprint()).toBe(best.fingerprint);
    expect(best.test).toEqual(best.trained.evaluate(sets.test));
    for (const trial of trials) {
      const network = await Network.create(trial.network);
      await network.fit(sets.train, { ...trial.fit, validation: sets.validation });
      expect(network.fingerprint()).toBe(trial.fingerprint);
      network.dispose();
    }
  });

  test("fewer trials are drawn by the seed, without repetition; more begin again with the next seed", async () => {
    const options = { hidden: [[2], [3], [4], [5]], activations: ["tanh"], epochs: 1 };
    const units = async (trials: number, seed: number) =>
      (await search(sets, { ...options, trials, seed })).trials.map(({ hidden, seed: own }) => `${hidden} ${own}`);
    const few = await units(3, 7);
    expect(new Set(few).size).toBe(3);
    expect(await units(3, 7)).toEqual(few);
    const many = await units(6, 1);
    expect(many.slice(0, 4)).toEqual(["2 1", "3 1", "4 1", "5 1"]);
    expect(many.slice(4).every((one) => one.endsWith(" 2"))).toBe(true);
  });

  test("takes a regression, and refuses data without validation and bad options", async () => {
    const { best } = await search(await builtin("diabetes"), { hidden: [[8]], activations: ["relu"], epochs: 5 });
    expect(best.network.loss).toBe("meanSquaredError");
    await expect(search({ train: iris })).rejects.toThrow(/validation set/);
    await expect(search(iris, { hiden: [[3]] } as never)).rejects.toThrow(/Did you mean/);
    await expect(search(iris, { activations: ["rely"] })).rejects.toThrow(/Did you mean "relu"/);
    await expect(search(iris, { hidden: [[0]] })).rejects.toThrow(/search\.hidden/);
  });
});

test("what a trial's documentation says of its fingerprint holds as code", async () => {
  const [, code] = textOf("src/experiments/search.ts").match(/One trained architecture\. `([^`]+)`/) ?? [];
  const { trials } = await search(iris, { hidden: [[4]], activations: ["relu", "tanh"], epochs: 40, trials: 3 });
  const { train, validation } = split(iris);
  const again = new Function(
    "Network",
    "train",
    "validation",
    "trial",
    `return (async ({ network, fit }) => ${code})(trial)`,
  );
  for (const trial of trials) {
    const { network } = await again(Network, train, validation, trial);
    expect(network.fingerprint()).toBe(trial.fingerprint);
  }
});

describe("learningRateRange", () => {
  test("rates grow by one factor, costs are one per step, and the weights are restored", async () => {
    const network = await Network.create(specOf(sets.train));
    const before = network.fingerprint();
    const { rates, costs, smoothed } = await learningRateRange(network, sets.train, { from: 1e-5, to: 1, steps: 51 });
    expect([rates.length, costs.length, smoothed.length]).toEqual([51, 51, 51]);
    expect(rates[0]).toBeCloseTo(1e-5, 12);
    expect(rates[50]).toBeCloseTo(1, 6);
    expect(rates[11] / rates[10]).toBeCloseTo(10 ** 0.1, 6);
    expect(network.fingerprint()).toBe(before);
    expect(network.classes).toBeUndefined();
  });

  test("a network that is being trained is refused, and its training is not disturbed", async () => {
    const network = await Network.create(specOf(sets.train));
    const twin = await Network.create(specOf(sets.train));
    const running = network.fit(sets.train, { epochs: 5 });
    await expect(learningRateRange(network, sets.train)).rejects.toThrow(/^learningRateRange: .*but fit is/);
    await running;
    await twin.fit(sets.train, { epochs: 5 });
    expect(network.fingerprint()).toBe(twin.fingerprint());
  });

  test.each([
    ["iris", "sgd", sgd()],
    ["iris", "adam", adam()],
    ["wine", "sgd with momentum", sgd({ momentum: 0.9 })],
    ["digits", "adam", adam()],
    ["breastCancer", "sgd", sgd()],
  ] as const)(
    "on %s its suggestion for %s trains without a finding, better than a hundredth of it",
    async (name, _, optimizer) => {
      const { train, validation, test } = split(await builtin(name));
      const spec = specOf(train);
      const network = await Network.create(spec);
      const { suggestion } = await learningRateRange(network, train, { optimizer });
      const at = async (learningRate: number) => {
        const own = await Network.create(spec);
        const run = await own.fit(train, {
          optimizer: optimizer.name === "adam" ? adam({ learningRate }) : sgd({ ...optimizer.options, learningRate }),
          validation,
          test,
          epochs: 10,
        });
        return { loss: own.evaluate(train).loss, kinds: run.diagnosis.map(({ kind }) => kind) };
      };
      const suggested = await at(suggestion);
      expect(suggested.kinds).toEqual([]);
      expect(suggested.loss).toBeLessThan((await at(suggestion / 100)).loss / 1.5);
    },
  );

  test("stops where the run diverges, and restores the weights then too", async () => {
    const { train } = split(await builtin("ravine"));
    const network = await Network.create({ inputs: 2, layers: [dense(1)], loss: "meanSquaredError" });
    const before = network.fingerprint();
    const { rates, costs, suggestion } = await learningRateRange(network, train, { optimizer: sgd(), steps: 300 });
    expect(costs.length).toBeLessThan(300);
    expect(rates.length).toBe(costs.length);
    expect(suggestion).toBeLessThan(1e-4);
    expect(network.fingerprint()).toBe(before);
    await expect(learningRateRange(network, train, { from: 1, to: 0.1 })).rejects.toThrow(/above `from`/);
  });

  test("refuses to suggest where the first cost is not finite, and from too few costs", async () => {
    const layers = [residual([dense(1)]), dense(1)];
    const network = await Network.create({ inputs: 1, layers, loss: "meanSquaredError" });
    const before = network.fingerprint();
    const far = dataset({ inputs: [[1e25], [2e25], [3e25]], targets: [[1], [2], [3]] });
    await expect(learningRateRange(network, far)).rejects.toThrow(
      /^learningRateRange: expected weights at which the cost of the first batch and its gradient are finite/,
    );
    await expect(learningRateRange(network, far)).rejects.toBeInstanceOf(StateError);
    const near = dataset({ inputs: [[1], [2], [3]], targets: [[1], [2], [3]] });
    const few = learningRateRange(network, near, { from: 1e9, to: 1e12, optimizer: sgd() });
    await expect(few).rejects.toThrow(
      /^learningRateRange: got "\d+ finite costs?", expected at least 29 .*diverged at a rate of 1\.\d+e\+9/,
    );
    await expect(few).rejects.toBeInstanceOf(StateError);
    expect(network.fingerprint()).toBe(before);
  });
});
