// One planted failure per kind of finding: it is found, with numbers, and with the remedy that mends it.
import { beforeAll, describe, expect, test } from "vitest";
import {
  adam,
  builtin,
  type Dataset,
  dataset,
  dense,
  type FitOptions,
  initializers,
  Network,
  type NetworkOptions,
  type Run,
  resume,
  sgd,
  split,
  standardizer,
} from "../../src/index.ts";
import { noise } from "../support/numbers.ts";

const sets: Record<string, Dataset> = {};
beforeAll(async () => {
  for (const name of ["iris", "wine", "digits", "circles", "spiral", "moons"] as const)
    sets[name] = await builtin(name);
});

interface Plan {
  readonly layers?: NetworkOptions["layers"];
  readonly network?: Partial<NetworkOptions>;
  readonly fit?: FitOptions;
  readonly raw?: boolean;
}

async function trained(data: Dataset, { layers, network: own, fit, raw }: Plan = {}): Promise<Run<Network>> {
  const { train, validation, test } = split(data);
  const outputs = data.classes?.length ?? 1;
  const network = await Network.create({
    inputs: data.features,
    layers: layers ?? [dense(32, { activation: "relu" }), dense(outputs)],
    loss: data.classes ? "softmaxCrossEntropy" : "meanSquaredError",
    ...(raw ? {} : { standardizer: standardizer(train) }),
    ...own,
  });
  return network.fit(train, { validation, test, ...fit });
}

const kinds = (run: Run<Network>) => run.diagnosis.map(({ kind }) => kind);
const deep = (activation: string, initializer?: NonNullable<Parameters<typeof dense>[1]>["initializer"]) => [
  ...Array.from({ length: 6 }, () => dense(16, { activation, ...(initializer && { initializer }) })),
  dense(10),
];

/** Rows whose class is a coin's. */
function coins(rows: number, features: number): Dataset {
  return dataset({
    inputs: noise(rows * features, 5),
    features,
    targets: Array.from(noise(rows, 6), (v) => (v > 0 ? 1 : 0)),
    classes: ["heads", "tails"],
  });
}

describe("a planted failure is found:", () => {
  test("diverged, and the remedy's rate does not", async () => {
    const run = await trained(sets.iris, { fit: { optimizer: sgd({ learningRate: 1e30 }) } });
    expect(run.reason).toBe("diverged");
    const [first] = run.diagnosis;
    expect(first).toMatchObject({ kind: "diverged", severity: "error" });
    expect(first.figures).toEqual({ steps: 1, learningRate: 1e30 });
    expect(first.message).toMatch(/After 1 step .*learning rate 1e30/);
    expect(first.remedy).toContain("learning rate of 0.01");
    expect(kinds(await trained(sets.iris, { fit: { optimizer: sgd({ learningRate: 0.01 }) } }))).not.toContain(
      "diverged",
    );
  });

  test.each([
    ["sgd", sgd({ learningRate: 10 }), "iris"],
    ["adam", adam({ learningRate: 1 }), "digits"],
  ])("a learning rate too high for %s", async (_, optimizer, name) => {
    const run = await trained(sets[name], { fit: { optimizer } });
    const found = run.diagnosis.find(({ kind }) => kind === "learningRateTooHigh");
    expect(found?.message).toMatch(/\d/);
    expect(found?.remedy).toContain(`learning rate of ${optimizer.learningRate / 10}`);
  });

  test.each([
    ["sgd", sgd({ learningRate: 1e-5 }), "iris"],
    ["sgd", sgd({ learningRate: 1e-4 }), "digits"],
    ["adam", adam({ learningRate: 1e-6 }), "digits"],
  ])("a learning rate too low for %s", async (_, optimizer, name) => {
    const run = await trained(sets[name], { fit: { optimizer, epochs: 10 } });
    expect(kinds(run)).toEqual(["learningRateTooLow"]);
    expect(run.diagnosis[0].message).toMatch(/gradient is [\d.]+ long/);
  });

  test.each([
    ["deep sigmoids", deep("sigmoid"), sgd({ learningRate: 0.1 })],
    ["tiny weights", deep("tanh", initializers.normal({ deviation: 1e-3 })), sgd({ learningRate: 0.1 })],
  ])("a plateau of %s", async (_, layers, optimizer) => {
    const run = await trained(sets.digits, { layers, fit: { optimizer, epochs: 10 } });
    expect(kinds(run)).toEqual(["plateau"]);
    expect(run.diagnosis[0].remedies).toContainEqual({ set: "activation", to: "relu" });
    expect(run.diagnosis[0].remedy).toMatch(/take relu/);
  });

  test("dead ReLUs, counted, with their layer", async () => {
    const { train, validation } = split(sets.digits);
    const network = await Network.create({
      inputs: 64,
      layers: [dense(32, { activation: "relu" }), dense(10)],
      loss: "softmaxCrossEntropy",
      standardizer: standardizer(train),
    });
    const theta = network.parameters;
    theta.fill(-50, 64 * 32, 64 * 32 + 24); // the biases of 24 units
    network.setParameters(theta);
    const run = await network.fit(train, { validation, epochs: 20 });
    expect(run.diagnosis).toHaveLength(1);
    expect(run.diagnosis[0]).toMatchObject({ kind: "deadUnits", severity: "warning", layer: 0 });
    expect(run.diagnosis[0].message).toContain("24 units (75.0 %)");
  });

  test("saturated sigmoids, from raw inputs", async () => {
    const layers = [dense(32, { activation: "sigmoid" }), dense(3)];
    const run = await trained(sets.wine, { layers, raw: true });
    expect(kinds(run)).toEqual(["saturatedUnits", "unscaledInputs"]);
    expect(
      kinds(await trained(sets.wine, { layers, fit: { epochs: 60, optimizer: adam({ learningRate: 0.01 }) } })),
    ).toEqual([]);
  });

  test("unscaled inputs, with the columns' names", async () => {
    const run = await trained(sets.wine, { raw: true });
    const found = run.diagnosis.find(({ kind }) => kind === "unscaledInputs");
    expect(found?.message).toMatch(/\(proline\), a factor of \d+/);
    expect(found?.remedy).toContain("standardizer");
  });

  test.each([
    ["a constant", initializers.constant({ value: 0.1 }), "tanh"],
    ["zeros", "zeros", "relu"],
  ])("symmetric initial weights: %s", async (_, initializer, activation) => {
    const layers = [dense(8, { activation, initializer }), dense(10, { initializer })];
    const run = await trained(sets.digits, { layers, fit: { epochs: 10 } });
    expect(kinds(run)).toEqual(["symmetricWeights"]);
    expect(run.diagnosis[0].message).toContain("28 of 28 pairs");
  });

  test("overfitting, since the epoch of the lowest validation loss", async () => {
    const layers = [dense(64, { activation: "relu" }), dense(2)];
    const fit = { epochs: 150, optimizer: adam({ learningRate: 0.003 }) };
    const run = await trained(coins(300, 12), { layers, fit });
    const losses = run.curve.points.map(({ validation }) => validation?.loss ?? 0);
    const found = run.diagnosis.find(({ kind }) => kind === "overfitting");
    expect(found).toMatchObject({ severity: "warning", epoch: losses.indexOf(Math.min(...losses)) + 1 });
    expect(found?.remedy).toMatch(/earlyStopping.*dropout/);
  });

  test("memorised rows: the validation loss never beat ignoring the inputs, and the best weights are back", async () => {
    const inputs = Array.from({ length: 120 }, (_, row) => Array.from({ length: 120 }, (__, i) => (i === row ? 1 : 0)));
    const targets = Array.from(noise(120, 6), (v) => (v > 0 ? 1 : 0));
    const names = dataset({ inputs, targets, classes: ["no", "yes"] });
    const fit = { epochs: 100, optimizer: adam({ learningRate: 0.003 }), earlyStopping: { patience: 30 } };
    const [found] = (await trained(names, { fit })).diagnosis;
    expect(found).toMatchObject({ kind: "overfitting", severity: "warning" });
    expect(found.message).toMatch(/never better than 0\.\d+, where ignoring the inputs costs 0\.69\d?.*memorised/);
  });

  test.each(["circles", "spiral"])(
    "underfitting of a linear network on %s, and none with a hidden layer",
    async (name) => {
      const fit = { epochs: 150, optimizer: adam({ learningRate: 0.02 }) };
      const outputs = sets[name].classes?.length ?? 0;
      const run = await trained(sets[name], { layers: [dense(outputs)], fit });
      expect(kinds(run)).toEqual(["underfitting"]);
      expect(run.diagnosis[0].remedy).toContain("hidden layer");
      const mended = [dense(64, { activation: "relu" }), dense(outputs)];
      expect(kinds(await trained(sets[name], { layers: mended, fit }))).not.toContain("underfitting");
    },
  );

  test("batches too small, and 32 rows mend it", async () => {
    const optimizer = sgd({ learningRate: 0.5 });
    const layers = [dense(32, { activation: "tanh" }), dense(2)];
    const run = await trained(sets.moons, { layers, fit: { batchSize: 1, optimizer } });
    expect(kinds(run)).toEqual(["noisyBatches"]);
    expect(run.diagnosis[0].message).toContain("a batch of 1");
    expect(kinds(await trained(sets.moons, { layers, fit: { batchSize: 32, optimizer } }))).toEqual([]);
  });

  test("a test set unlike the validation set", async () => {
    const { train, validation, test: rest } = split(sets.digits);
    const moved = dataset({ ...rest, inputs: rest.inputs.map((x) => 16 - x) });
    const network = await Network.create({
      inputs: 64,
      layers: [dense(32, { activation: "relu" }), dense(10)],
      loss: "softmaxCrossEntropy",
      standardizer: standardizer(train),
    });
    const run = await network.fit(train, { validation, test: moved, epochs: 10 });
    expect(kinds(run)).toEqual(["setsDiffer"]);
    expect(run.diagnosis[0].message).toMatch(/standard errors apart/);
  });

  test("classes unbalanced, and not where they are weighted", async () => {
    const rare = Array.from({ length: 300 }, (_, row) => (row % 20 === 0 ? 1 : 0));
    const inputs = rare.map((label, row) => [label * 2 + Math.sin(row), Math.cos(3 * row)]);
    const data = dataset({ inputs, targets: rare, classes: ["common", "rare"] });
    const run = await trained(data, { fit: { epochs: 40 } });
    const found = run.diagnosis.find(({ kind }) => kind === "unbalancedClasses");
    expect(found).toMatchObject({ severity: "warning" });
    expect(found?.message).toMatch(/are common and 1\d are rare.*95\.\d %/);
    expect(kinds(await trained(data, { fit: { epochs: 40, classWeights: "balanced" } }))).not.toContain(
      "unbalancedClasses",
    );
  });
});

describe("a diagnosis", () => {
  test("is there after continue and resume, and the same as that of an unbroken run", async () => {
    const { train, validation, test: rest } = split(sets.wine);
    const made = () =>
      Network.create({ inputs: 13, layers: [dense(8, { activation: "relu" }), dense(3)], loss: "softmaxCrossEntropy" });
    const options = { validation, test: rest, epochs: 9 };
    const whole = await (await made()).fit(train, options);
    const part = await (await made()).fit(train, { ...options, steps: 13 });
    const resumed = await resume(part.checkpoint(), train, { validation, test: rest });
    const continued = await (await (await made()).fit(train, { ...options, epochs: 4 })).continue({ epochs: 5 });
    expect(whole.diagnosis.length).toBeGreaterThan(0);
    expect(resumed.diagnosis).toEqual(whole.diagnosis);
    expect(continued.diagnosis).toEqual(whole.diagnosis);
    expect(resumed.network.fingerprint()).toBe(whole.network.fingerprint());
  });

  test("is frozen, plain data, and there for a run of five steps without evaluations", async () => {
    const run = await trained(sets.wine, { raw: true, fit: { steps: 5, evaluateEvery: false } });
    expect(structuredClone(kinds(run))).toContain("unscaledInputs");
    expect(Object.isFrozen(run.diagnosis)).toBe(true);
  });

  test("is empty for a run of fewer steps, unless it diverged", async () => {
    const short = await trained(sets.wine, { raw: true, fit: { steps: 4 } });
    expect(short.diagnosis).toEqual([]);
    expect(Object.isFrozen(short.diagnosis)).toBe(true);
    const optimizer = sgd({ learningRate: 1e38 });
    expect(kinds(await trained(sets.wine, { raw: true, fit: { steps: 4, optimizer } }))).toContain("diverged");
  });

  test("finds nothing in validation and test sets of one row, which have no sampling error", async () => {
    const targets = [1.5, 2.5, 4.5, 5, 6, 7, 8];
    const data = dataset({ inputs: targets.map((_, row) => [row]), targets });
    const sampled = await trained(data, { fit: { epochs: 150, optimizer: adam({ learningRate: 0.03 }) } });
    expect(kinds(sampled)).not.toContain("setsDiffer");
    expect(kinds(sampled)).not.toContain("overfitting");
  });

  test.each(["meanSquaredError", "meanAbsoluteError", "huber"])("is made for a regression by %s", async (loss) => {
    const { train, validation, test: rest } = split(await builtin("diabetes"));
    const network = await Network.create({
      inputs: 10,
      layers: [dense(16, { activation: "relu" }), dense(1)],
      loss,
      standardizer: standardizer(train, { targets: true }),
    });
    const run = await network.fit(train, {
      validation,
      test: rest,
      epochs: 30,
      optimizer: adam({ learningRate: 0.01 }),
      earlyStopping: {},
    });
    expect(run.diagnosis).toEqual([]);
  });
});
