// Everything wrong that can be given to a network: a typed error that says what came, what was expected and where, and nothing changed.
import { expect, test } from "vitest";
import {
  adam,
  type DataError,
  dataset,
  type FitOptions,
  halveEvery,
  initializers,
  leakyRelu,
  Network,
  reduceOnPlateau,
  sgd,
  standardizer,
} from "../../src/index.ts";
import { dense } from "../../src/layers/dense.ts";
import { dropout } from "../../src/layers/dropout.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { classified, failure, hooked, measured, small, turn } from "../training/support.ts";

const train = classified(40);
const ragged = [
  [1, 2, 3, 4, 5],
  [1, 2, 3, 4],
];
const row = [1, 2, 3, 4, 5];
const spoilt = (value: number) => [row, row, row.with(3, value)];
const spoiltData = (value: number) => ({ ...train, inputs: train.inputs.with(7 * 5 + 3, value) });

type Given = Record<string, unknown>;
const create = (given: Given) => () =>
  Network.create({ inputs: 5, layers: [dense(3)], loss: "hinge", ...given } as never);
const training =
  (given: Given, data: unknown = train) =>
  (n: Network) =>
    n.fit(data as typeof train, given as FitOptions);
const made = (body: () => unknown) => () => body();

type Row = readonly [what: string, body: (n: Network) => unknown, name: string, says: readonly string[]];

/** What is done, the error's name, and what its message says. */
const table: readonly Row[] = [
  // rows
  ["ragged rows", (n) => n.predict(ragged), "ShapeError", ["predict, row 1", "array of 4", "5 values"]],
  ["NaN in a row", (n) => n.predict(spoilt(Number.NaN)), "DataError", ["row 2, column 3", "NaN", "finite"]],
  ["∞ in a row", (n) => n.classify(spoilt(Number.POSITIVE_INFINITY)), "DataError", ["row 2, column 3", "Infinity"]],
  ["more than float32 holds", (n) => n.predict(spoilt(1e39)), "DataError", ["row 2, column 3", "1e+39", "float32"]],
  ["flat rows of another width", (n) => n.predict(new Float32Array(7)), "ShapeError", ["predict", "multiple of 5"]],
  ["rows of another width", (n) => n.predict([[1, 2, 3]]), "ShapeError", ["predict, row 0", "array of 3", "5 values"]],
  ["no rows", (n) => n.predict([]), "DataError", ["predict", "array of 0", "at least one row"]],
  ["text for rows", (n) => n.predict("1 2 3 4 5" as never), "DataError", ["predict", "1 2 3 4 5", "array"]],
  ["a word in a row", (n) => n.predict([row, ["a", 2, 3, 4, 5]] as never), "DataError", ["row 1, column 0", '"a"']],
  [
    "an option that predict does not have",
    (n) => n.predict([row], { rwa: true } as never),
    "OptionError",
    ["predict option", '"rwa"', 'Did you mean "raw"?'],
  ],
  [
    "raw that is no flag",
    (n) => n.predict([row], { raw: 1 } as never),
    "OptionError",
    ["predict.raw", "true or false"],
  ],
  ["nothing for rows", (n) => n.predict(undefined as never), "DataError", ["predict", "undefined"]],
  // gradients
  ["a class that is not there", (n) => n.gradient([row], [3]), "DataError", ["gradient.targets, row 0", "3", "0 to 2"]],
  ["a class between two", (n) => n.gradient([row], [0.5]), "DataError", ["row 0", "0.5", "class number"]],
  ["too few targets", (n) => n.gradient([row, row], [1]), "ShapeError", ["gradient.targets", "1 targets for 2 rows"]],
  [
    "ragged targets that are as many as distributions have",
    (n) => n.gradient([row, row], [[1, 0, 0, 0, 0], [1]]),
    "ShapeError",
    ["gradient.targets, row 1", "array of 1", "5 values, as row 0 has"],
  ],
  [
    "nothing for targets",
    (n) => n.gradient([row], undefined as never),
    "ShapeError",
    ["gradient.targets", "undefined"],
  ],
  ["no distribution", (n) => n.gradient([row], [0.5, 0.2, 0.2]), "DataError", ["row 0", "add up to 1"]],
  [
    "an option that gradient does not have",
    (n) => n.gradient([row], [1], { mask: [] } as never),
    "OptionError",
    ["gradient option", '"mask"', 'Did you mean "masks"?'],
  ],
  [
    "an option that hessianVectorProduct does not have",
    (n) => n.hessianVectorProduct([row], [1], n.parameters, { mask: [] } as never),
    "OptionError",
    ["hessianVectorProduct option", 'Did you mean "masks"?'],
  ],
  [
    "masks without dropout",
    (n) => n.gradient([row], [1], { masks: [row] }),
    "ShapeError",
    ["gradient.masks", "0 masks"],
  ],
  [
    "too few parameters",
    (n) => n.setParameters([1, 2]),
    "ShapeError",
    ["setParameters", "57 numbers", "weights.0 [6, 5]"],
  ],
  [
    "text as parameters",
    (n) => n.setParameters(Array(57).fill("1") as never),
    "ShapeError",
    ["number 0", '"1"', "a number"],
  ],
  // networks
  ["no inputs", create({ inputs: undefined }), "OptionError", ["Network.inputs", "whole number ≥ 1"]],
  ["half an input", create({ inputs: 2.5 }), "OptionError", ["Network.inputs", "2.5"]],
  ["no layers", create({ layers: [] }), "OptionError", ["Network.layers", "at least one layer"]],
  ["a layer that is a number", create({ layers: [64] }), "OptionError", ["Network.layers[0]", "64", "dense(64)"]],
  [
    "a kind of layer that is not there",
    create({ layers: [{ kind: "dens", units: 3 }] }),
    "OptionError",
    ["layers[0]", 'Did you mean "dense"?'],
  ],
  ["no loss", create({ loss: undefined }), "OptionError", ["Network.loss"]],
  [
    "a loss that is not there",
    create({ loss: "softmaxCrossEntrophy" }),
    "OptionError",
    ["Network.loss", 'Did you mean "softmaxCrossEntropy"?'],
  ],
  ["an option that is not there", create({ layer: [] }), "OptionError", ["Network option", 'Did you mean "layers"?']],
  ["a negative penalty", create({ l2: -1 }), "OptionError", ["Network.l2", "-1", "≥ 0"]],
  ["a seed that is no whole number", create({ seed: 1.5 }), "OptionError", ["Network.seed", "1.5"]],
  ["another precision", create({ precision: "fats" }), "OptionError", ["Network.precision", '"fats"', '"fast"']],
  ["two equal class names", create({ classes: ["a", "a", "b"] }), "OptionError", ["Network.classes"]],
  ["class names for another width", create({ classes: ["a", "b"] }), "OptionError", ["Network.classes", "3 names"]],
  [
    "a standardizer of another width",
    create({ standardizer: standardizer(measured(9)) }),
    "OptionError",
    ["Network.standardizer", "4 columns", "5 columns"],
  ],
  ["a standardizer that is none", create({ standardizer: {} }), "OptionError", ["Network.standardizer"]],
  ["a core that is none", create({ core: "fast" }), "OptionError", ["Network.core", "loadCore"]],
  [
    "more than 4 GiB of weights",
    create({ inputs: 65536, layers: [dense(65536)] }),
    "MemoryError",
    ["4294967296 bytes", "expected at most", "smaller network"],
  ],
  // layers
  ["no units", made(() => dense(0)), "OptionError", ["dense.units", "0"]],
  [
    "an activation that is not there",
    made(() => dense(3, { activation: "rleu" })),
    "OptionError",
    ["dense.activation", 'Did you mean "relu"?'],
  ],
  [
    "an initializer that is not there",
    made(() => dense(3, { initializer: "xaviar" })),
    "OptionError",
    ["dense.initializer", 'Did you mean "xavier"?'],
  ],
  [
    "an initializer without its number",
    made(() => dense(3, { initializer: "constant" })),
    "OptionError",
    ["initializers.constant"],
  ],
  [
    "an option of dense that is not there",
    made(() => dense(3, { activaton: "relu" } as object)),
    "OptionError",
    ["dense option", 'Did you mean "activation"?'],
  ],
  ["a negative slope", made(() => leakyRelu({ slope: -1 })), "OptionError", ["leakyRelu.slope", "-1"]],
  ["a constant without a value", made(() => initializers.constant({} as never)), "OptionError", ["constant.value"]],
  [
    "an activation's object with an option of its maker",
    made(() => dense(2, { activation: { name: "elu", alpha: 2 } as never })),
    "OptionError",
    ["dense.activation: elu option", '"alpha"', "name, parameter"],
  ],
  [
    "a parameter for an activation that has none",
    made(() => dense(2, { activation: { name: "relu", parameter: 2 } })),
    "OptionError",
    ["dense.activation: relu option", '"parameter"'],
  ],
  [
    "a loss's object with an option of its maker",
    create({ loss: { name: "huber", delta: 2 } }),
    "OptionError",
    ["Network.loss: huber option", '"delta"'],
  ],
  [
    "an initializer's object with a mistyped option",
    made(() => dense(2, { initializer: { name: "normal", deviaton: 2 } as never })),
    "OptionError",
    ["dense.initializer: normal option", 'Did you mean "deviation"?'],
  ],
  [
    "a negative deviation",
    made(() => initializers.normal({ deviation: -1 })),
    "OptionError",
    ["initializers.normal.deviation", "-1"],
  ],
  ["nothing kept", made(() => dropout({ keep: 0 })), "OptionError", ["dropout.keep", "0", "(0, 1]"]],
  [
    "an option of dropout that is not there",
    made(() => dropout({ rate: 0.5 } as object)),
    "OptionError",
    ["dropout option", '"rate"'],
  ],
  // data
  ["ragged data", made(() => dataset({ inputs: ragged, targets: [0, 1] })), "ShapeError", ["dataset.inputs, row 1"]],
  [
    "NaN in data, by row, column and name",
    made(() => dataset({ inputs: spoilt(Number.NaN), targets: [0, 1, 2], featureNames: ["a", "b", "c", "d", "e"] })),
    "DataError",
    ["row 2, column 3 (d)"],
  ],
  [
    "an empty set",
    made(() => dataset({ inputs: [], targets: [] })),
    "DataError",
    ["dataset.inputs", "at least one row"],
  ],
  [
    "a class of the data that is not there",
    made(() => dataset({ inputs: [row], targets: [2], classes: ["a", "b"] })),
    "DataError",
    ["dataset.targets, row 0", "0…1"],
  ],
  // fit
  ["a negative rate", made(() => sgd({ learningRate: -0.1 })), "OptionError", ["sgd.learningRate", "-0.1", "> 0"]],
  ["a rate of zero", made(() => adam({ learningRate: 0 })), "OptionError", ["adam.learningRate", "0"]],
  [
    "an option of adam that is not there",
    made(() => adam({ learningrate: 0.1 } as object)),
    "OptionError",
    ["adam option", 'Did you mean "learningRate"?'],
  ],
  ["an optimizer given by name", training({ optimizer: "adam" }), "OptionError", ["fit.optimizer", '"adam"', "adam()"]],
  ["a schedule given by name", training({ schedule: "cosine" }), "OptionError", ["fit.schedule", "halveEvery(10)"]],
  ["a period of zero", made(() => halveEvery(0)), "OptionError", ["halveEvery"]],
  [
    "an option of fit that is not there",
    training({ batchsize: 8 }),
    "OptionError",
    ["fit option", 'Did you mean "batchSize"?'],
  ],
  ["zero epochs", training({ epochs: 0 }), "OptionError", ["fit.epochs", "0", "≥ 1"]],
  ["a batch of zero", training({ batchSize: 0 }), "OptionError", ["fit.batchSize"]],
  ["negative steps", training({ steps: -1 }), "OptionError", ["fit.steps", "-1"]],
  ["a budget of nothing", training({ budget: {} }), "OptionError", ["fit.budget", "milliseconds or steps"]],
  ["a negative budget", training({ budget: { milliseconds: -5 } }), "OptionError", ["fit.budget.milliseconds", "-5"]],
  [
    "an option of budget that is not there",
    training({ budget: { millisecond: 5 } }),
    "OptionError",
    ['Did you mean "milliseconds"?'],
  ],
  [
    "evaluations every epoch and step",
    training({ evaluateEvery: { epochs: 1, steps: 1 } }),
    "OptionError",
    ["fit.evaluateEvery", "either"],
  ],
  [
    "an option of evaluateEvery that is not there",
    training({ evaluateEvery: { epoch: 1 } }),
    "OptionError",
    ['Did you mean "epochs"?'],
  ],
  [
    "a monitor that is not there",
    training({ validation: train, earlyStopping: { monitor: "validation.los" } }),
    "OptionError",
    ["fit.earlyStopping.monitor", 'Did you mean "validation.loss"?'],
  ],
  [
    "an option of earlyStopping that is not there",
    training({ validation: train, earlyStopping: { patient: 3 } }),
    "OptionError",
    ['Did you mean "patience"?'],
  ],
  [
    "early stopping without validation",
    training({ earlyStopping: { patience: 3 } }),
    "OptionError",
    ["fit.earlyStopping.monitor", "validation set", "Give fit { validation }"],
  ],
  [
    "early stopping on a test set that is not there",
    training({ earlyStopping: { monitor: "test.loss" } }),
    "OptionError",
    ["fit.earlyStopping.monitor", "test set"],
  ],
  [
    "early stopping without evaluations",
    training({ validation: train, earlyStopping: {}, evaluateEvery: false }),
    "OptionError",
    ["fit.evaluateEvery", "evaluations"],
  ],
  [
    "a plateau without validation",
    training({ schedule: reduceOnPlateau({}) }),
    "OptionError",
    ["fit.schedule.monitor", "validation set"],
  ],
  [
    "a plateau without evaluations",
    training({ validation: train, schedule: reduceOnPlateau({}), evaluateEvery: false }),
    "OptionError",
    ["fit.evaluateEvery"],
  ],
  [
    "the best without validation",
    training({ restoreBest: true }),
    "OptionError",
    ["fit.restoreBest.monitor", "validation set"],
  ],
  ["clipping to zero", training({ clip: { norm: 0 } }), "OptionError", ["fit.clip.norm", "0"]],
  ["clipping to nothing", training({ clip: {} }), "OptionError", ["fit.clip.norm"]],
  [
    "convergence of zero",
    training({ convergence: { gradientNorm: 0 } }),
    "OptionError",
    ["fit.convergence.gradientNorm"],
  ],
  ["too few class weights", training({ classWeights: [1, 2] }), "ShapeError", ["fit.classWeights", "3 numbers"]],
  ["a negative class weight", training({ classWeights: [1, -2, 1] }), "OptionError", ["fit.classWeights[1]", "-2"]],
  [
    "class weights by another name",
    training({ classWeights: "balance" }),
    "OptionError",
    ["fit.classWeights", '"balanced"'],
  ],
  [
    "a shuffle that is a word",
    training({ shuffle: "yes" }),
    "OptionError",
    ["fit.shuffle", "true, false or a function"],
  ],
  ["a signal that is none", training({ signal: {} }), "OptionError", ["fit.signal", "AbortSignal"]],
  ["options that are a number", training(3 as never), "OptionError", ["fit", "3", "an object"]],
  ["no training data", training({}, null), "ShapeError", ["fit: training data", "data set"]],
  ["training data that is an array", training({}, [[1, 2]]), "ShapeError", ["fit: training data"]],
  [
    "training data of another width",
    training({}, classified(9, 4)),
    "ShapeError",
    ["fit: training data.features", "4", "5"],
  ],
  [
    "training data of other classes",
    training({}, classified(9, 5, 4)),
    "ShapeError",
    ["fit: training data.classes", "4 classes", "3 classes"],
  ],
  [
    "validation data whose classes have other names than those of the training data",
    training({ validation: { ...train, classes: ["class 0", "class 2", "class 1"] } }),
    "OptionError",
    ["fit.validation.classes[1]", '"class 2"', "the training data's classes: class 0, class 1, class 2"],
  ],
  [
    "NaN in training data",
    training({}, spoiltData(Number.NaN)),
    "DataError",
    ["fit: training data, row 7, column 3", "NaN"],
  ],
  [
    "∞ in validation data",
    training({ validation: spoiltData(Number.NEGATIVE_INFINITY) }),
    "DataError",
    ["fit.validation, row 7, column 3", "-Infinity"],
  ],
  [
    "a class of the training data that is not there",
    training({}, { ...train, targets: train.targets.with(9, 3) }),
    "DataError",
    ["fit: training data, targets, row 9", "3", "0 to 2"],
  ],
  [
    "a class of the evaluated data that is not there",
    (n) => n.evaluate({ ...train, targets: train.targets.with(9, -1) }),
    "DataError",
    ["evaluate.targets, row 9", "-1"],
  ],
  ["evaluating nothing", (n) => n.evaluate(undefined as never), "ShapeError", ["evaluate", "undefined", "data set"]],
];

test.each(table)(
  "%s throws %#: a typed error that says what came, what was expected and where",
  async (_, body, name, says) => {
    const network = await small();
    const before = network.fingerprint();
    const error = await failure((async () => body(network))());
    expect((error as Error).name).toBe(name);
    expect(error).toBeInstanceOf(Error);
    const { message, where } = error as DataError;
    for (const part of says) expect(message).toContain(part);
    expect(message).toContain("expected ");
    expect(message.startsWith(where)).toBe(true);
    if (name === "DataError" && /row (\d+)/.test(message))
      expect((error as DataError).row).toBe(Number(/row (\d+)/.exec(message)?.[1]));
    expect(network.fingerprint()).toBe(before);
    // it is as usable as before
    expect((await network.fit(train, { steps: 1 })).steps).toBe(1);
    network.dispose();
  },
);

test("the table of wrong input is long", () => expect(table.length).toBeGreaterThan(80));

test("a classification that is asked of a regression names the loss", async () => {
  const network = await small({ inputs: 4, layers: [dense(2)], loss: "huber" });
  expect(() => network.classify([[1, 2, 3, 4]])).toThrow(/classify: got "huber"/);
  const accuracy = { validation: measured(9), earlyStopping: { monitor: "validation.accuracy" } };
  expect(String(await failure(network.fit(measured(9), accuracy)))).toContain("this loss classifies nothing");
  expect(String(await failure(network.fit(measured(9), { classWeights: "balanced" })))).toContain("class numbers");
});

test("a network that standardises by itself refuses data that is standardised already", async () => {
  const scale = standardizer(train);
  const network = await small({ standardizer: scale });
  const error = await failure(network.fit(scale.apply(train)));
  expect(String(error)).toMatch(/^OptionError: .*standardizer has been applied.*raw data/);
  expect(() => network.evaluate(scale.apply(train))).toThrow(/raw data/);
});

test("data that needs more than 4 GiB throws a MemoryError, and the network stays as it was", async () => {
  // the pages of this array are never touched, so it takes no memory
  const rows = 2 ** 21;
  const huge = {
    inputs: new Float32Array(rows * 200),
    targets: new Float32Array(rows),
    rows,
    features: 200,
    outputs: 1,
  };
  const network = await small({ inputs: 200, layers: [dense(1)], loss: "meanSquaredError" });
  const before = network.fingerprint();
  const error = await failure(network.fit(huge, { validation: huge, test: huge }));
  expect(String(error)).toMatch(
    /^MemoryError: WebAssembly memory: got "\d+ bytes", expected at most 4 GiB.*fewer rows/,
  );
  expect(network.fingerprint()).toBe(before);
  const few = measured(50, 200, 1);
  expect((await network.fit(few, { epochs: 1 })).reason).toBe("epochs");
  network.dispose();
});

test("a network of more than 4 GiB throws a MemoryError on the reference too", async () => {
  const given = { inputs: 65536, layers: [dense(65536)], loss: "hinge", core: referenceCore() };
  expect(String(await failure(Network.create(given)))).toMatch(/^MemoryError: reference memory/);
});

test.each(["softmaxCrossEntropy", "klDivergence"])(
  "%s of a single unit refuses classes, which it cannot tell apart, and names the loss that can",
  async (loss) => {
    const network = await small({ layers: [dense(1)], loss });
    const two = { ...train, targets: train.targets.map((label) => Math.min(label, 1)), classes: ["a", "b"] };
    const before = network.fingerprint();
    for (const error of [await failure(network.fit(two)), await failure((async () => network.evaluate(two))())])
      expect(String(error)).toMatch(/OptionError.*targets: got ".*one unit per class.*binaryCrossEntropy/);
    expect(network.fingerprint()).toBe(before);
    expect(network.classes).toBeUndefined();
  },
);

test("while fit runs all that writes throws a StateError, and all that reads is allowed", async () => {
  const refused: string[] = [];
  const network = await small();
  const alone = await (await small()).fit(train, { epochs: 8, batchSize: 4 });
  let running = true;
  const run = network.fit(train, { epochs: 8, batchSize: 4 }).finally(() => {
    running = false;
  });
  let turns = 0;
  for (; running; await turn()) {
    if (turns++ > 0 && refused.length > 0) continue;
    const writes: Record<string, () => unknown> = {
      setParameters: () => network.setParameters(new Float32Array(57)),
      gradient: () => network.gradient([row], [1]),
      dispose: () => network.dispose(),
      fit: () => network.fit(train),
    };
    for (const [name, write] of Object.entries(writes)) {
      const error = await failure((async () => write())());
      expect(String(error), name).toMatch(
        new RegExp(`^StateError: ${name}: expected a network on which nothing is running, but fit is`),
      );
      refused.push(name);
    }
    expect(network.predict([row]).length).toBe(3);
    expect(network.classify([row])[0]).toMatch(/^\w+ ?\d$/);
    expect(network.evaluate(train).loss).toBeGreaterThan(0);
    expect(network.parameters.length).toBe(57);
    expect(network.fingerprint()).toMatch(/^[0-9a-f]{16}$/);
    expect(network.plan()).toContain("denseForward");
    expect(network.summary()).toContain("57 parameters");
  }
  expect(refused).toEqual(["setParameters", "gradient", "dispose", "fit"]);
  await run;
  expect(network.fingerprint()).toBe(alone.network.fingerprint());
});

test("a first order that is refused leaves the network without class names, as it was", async () => {
  const network = await small();
  expect(String(await failure(network.fit(train, { shuffle: () => [0] })))).toContain("40 row numbers");
  expect(network.classes).toBeUndefined();
  await network.fit({ ...train, classes: ["a", "b", "c"] }, { steps: 1 });
  expect(network.classes).toEqual(["a", "b", "c"]);
});

test("a run that is refused before it begins does not lock the network", async () => {
  const network = await small();
  await failure(network.fit(spoiltData(Number.NaN)));
  network.setParameters(network.parameters);
  expect(network.gradient([row], [1]).gradient.length).toBe(57);
});

test("after dispose everything throws a StateError, and a run cannot go on", async () => {
  const network = await small();
  const run = await network.fit(train, { epochs: 1 });
  network.dispose();
  const calls: Record<string, () => unknown> = {
    parameters: () => network.parameters,
    fingerprint: () => network.fingerprint(),
    setParameters: () => network.setParameters(new Float32Array(57)),
    predict: () => network.predict([row]),
    classify: () => network.classify([row]),
    evaluate: () => network.evaluate(train),
    gradient: () => network.gradient([row], [1]),
    plan: () => network.plan(),
    fit: () => network.fit(train),
    continue: () => run.continue({ epochs: 1 }),
    dispose: () => network.dispose(),
  };
  for (const [name, call] of Object.entries(calls)) {
    expect(String(await failure((async () => call())())), name).toMatch(
      /^StateError: \w+: expected a network that has not been disposed/,
    );
  }
  expect(run.curve.points.length).toBe(1);
});

test("an error inside the core leaves the network usable", async () => {
  let broken = false;
  let before = "";
  const after = () => {
    if (broken && network.fingerprint() !== before) throw new Error("the engine gave up");
  };
  const network = await small({ core: hooked({ after }) });
  before = network.fingerprint();
  broken = true;
  expect(String(await failure(network.fit(train, { evaluateEvery: false, batchSize: 40 })))).toContain("gave up");
  broken = false;
  expect(network.fingerprint()).not.toBe(before);
  expect((await network.fit(train, { epochs: 1 })).reason).toBe("epochs");
});
