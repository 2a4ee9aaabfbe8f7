// Every public function with junk in every place: it works, or throws an error of this package, in its own words.
import { describe, expect, test } from "vitest";
import * as ravine from "../../src/index.ts";

const { adam, dataset, dense, halveEvery, Network, standardizer, surfaces } = ravine;

/** Made anew for each call, since some of it can be used up or changed. */
const junk: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  "0": () => 0,
  "-1": () => -1,
  "0.5": () => 0.5,
  NaN: () => Number.NaN,
  "1e300": () => 1e300,
  "a bigint": () => 10n,
  "a symbol": () => Symbol("x"),
  "an empty text": () => "",
  "a text": () => "x",
  "an empty list": () => [],
  "a list of null": () => [null],
  "a list of numbers": () => [1, 2],
  "a list of lists": () => [[1], [null]],
  "an empty object": () => ({}),
  "an object without prototype": () => Object.create(null),
  "a look-alike of an optimizer": () => ({ kind: "optimizer", name: "adam", options: {} }),
  "JSON of an optimizer": () => JSON.parse(JSON.stringify(adam())),
  "a look-alike of a schedule": () => ({ kind: "schedule" }),
  "JSON of a schedule": () => JSON.parse(JSON.stringify(halveEvery(2))),
  "a look-alike of a plateau": () => ({ kind: "plateau", monitor: "train.loss" }),
  "a look-alike of a layer": () => ({ kind: "dense" }),
  "a look-alike of a residual": () => ({ kind: "residual", layers: null }),
  "a look-alike of data": () => ({ inputs: [1], targets: [1], rows: 1, features: 1, outputs: 1 }),
  "a look-alike of a network": () => ({ model: { theta: 1 }, parameters: [1] }),
  "a look-alike of a standardizer": () => ({ applyRows() {}, toJSON() {}, mean: new Float64Array(2) }),
  "a look-alike of a list": () => ({ length: 2 }),
  "a list too long": () => ({ length: 2 ** 53 }),
  "a curve of nothing": () => ({ points: [null], batchCost: null }),
  "a curve of empty points": () => ({ points: [{}] }),
  "a function": () => () => undefined,
  "a map": () => new Map(),
  "a date that is none": () => new Date(Number.NaN),
  floats: () => new Float32Array(2),
  bytes: () => new Uint8Array(9),
  "a buffer": () => new ArrayBuffer(4),
  "a view": () => new DataView(new ArrayBuffer(8)),
};

const data = dataset({
  inputs: [
    [0, 1],
    [1, 0],
    [2, 1],
    [3, 5],
    [4, 2],
    [1, 1],
  ],
  targets: ["a", "b", "a", "b", "a", "b"],
});
const flat = dataset({
  inputs: [
    [0, 1],
    [1, 0],
    [2, 1],
  ],
  targets: [1, 2, 3],
});
const spec = () => ({
  inputs: 2,
  layers: [dense(2)],
  loss: "softmaxCrossEntropy",
  l1: 0,
  l2: 0,
  seed: 1,
  standardizer: standardizer(data),
  classes: ["a", "b"],
  columns: [
    { name: "p", kind: "number", missing: 0 },
    { name: "q", kind: "number", missing: 0 },
  ] as const,
  precision: "reproducible",
  core: undefined,
});
const fitting = () => ({
  optimizer: adam(),
  schedule: halveEvery(2),
  epochs: 1,
  steps: 2,
  batchSize: 2,
  shuffle: true,
  validation: data,
  test: data,
  evaluateEvery: { epochs: 1 },
  earlyStopping: { patience: 1, monitor: "train.loss", minDelta: 0, threshold: "relative", mode: "auto" },
  restoreBest: true,
  convergence: { gradientNorm: 1e-5 },
  classWeights: [1, 1],
  clip: { norm: 1 },
  seed: 1,
  signal: undefined,
  onProgress: () => {},
  budget: { milliseconds: 1e6, steps: 9 },
});

const network = await Network.create(spec() as never);
const run = await network.fit(data, { steps: 2 });
const bytes = network.save();
const checkpoint = run.checkpoint();
const number = await Network.create({ inputs: 2, layers: [dense(1)], loss: "meanSquaredError" });
const { columns } = await ravine.csv("a,b,y\n1,2,u\n2,3,v\n", { target: "y" });

interface Call {
  readonly what: string;
  readonly call: (...values: unknown[]) => unknown;
  /** right arguments, each made anew */
  readonly valid: readonly (() => unknown)[];
}
const calling = (what: string, call: unknown, ...valid: (() => unknown)[]): Call => ({
  what,
  call: call as Call["call"],
  valid,
});
const of =
  <T>(value: T) =>
  () =>
    value;
const named = [
  "elu",
  "leakyRelu",
  "softplus",
  "huber",
  "softmaxCrossEntropy",
  "adadelta",
  "adagrad",
  "adam",
  "adamax",
  "adamw",
  "lion",
  "nadam",
  "radam",
  "rmsprop",
  "sgd",
  "newton",
  "saddleFreeNewton",
  "dropout",
  "layerNorm",
] as const;
const timed = [
  "cosine",
  "exponential",
  "inverseTime",
  "linear",
  "multiStep",
  "oneCycle",
  "polynomial",
  "reduceOnPlateau",
  "step",
  "warmRestarts",
  "warmup",
] as const;
const options: Readonly<Record<string, object>> = {
  elu: { alpha: 1 },
  leakyRelu: { slope: 0.1 },
  softplus: { beta: 1 },
  huber: { delta: 1 },
  softmaxCrossEntropy: { labelSmoothing: 0 },
  sgd: { learningRate: 1, momentum: 0.5, nesterov: false, form: "lecture" },
  saddleFreeNewton: { krylov: 2, damping: "search", learningRate: 1, innerSteps: 1 },
  newton: { krylov: 2, damping: 0, learningRate: 1 },
  dropout: { keep: 0.5, scaleAt: "test" },
  layerNorm: { epsilon: 1e-5 },
  cosine: { length: 3, minimum: 0 },
  exponential: { factor: 0.5 },
  inverseTime: { decay: 1 },
  linear: { from: 1, to: 0.1, length: 3 },
  multiStep: { at: [1, 2], factor: 0.5 },
  oneCycle: { peak: 1, length: 10, rise: 0.3, startDivisor: 25, endDivisor: 1e4, shape: "cosine", threePhase: false },
  polynomial: { length: 3, power: 1, end: 0 },
  reduceOnPlateau: {
    monitor: "train.loss",
    factor: 0.5,
    patience: 1,
    minDelta: 0,
    threshold: "relative",
    mode: "auto",
    cooldown: 0,
    minimum: 0,
  },
  step: { every: 2, factor: 0.5 },
  warmRestarts: { first: 2, multiply: 2, minimum: 0 },
  warmup: { length: 2, then: halveEvery(2) },
};
const optionsOf = (name: string) => options[name] ?? { learningRate: 0.1 };

const everything: Readonly<Record<string, unknown>> = { ...ravine };
const calls: readonly Call[] = [
  ...named.map((name) => calling(name, everything[name], of(optionsOf(name)))),
  ...timed.map((name) => calling(name, everything[name], of(options[name]), of({ per: "step" }))),
  calling("constant", ravine.constant, of({ per: "step" })),
  calling("halveEvery", halveEvery, of(2), of({ per: "step" })),
  calling("product", ravine.product, of(halveEvery(2)), of(halveEvery(3)), of({ per: "epoch" })),
  calling("dense", dense, of(2), of({ activation: "relu", initializer: "he", bias: true, l1: 0, l2: 0 })),
  calling("activation", ravine.activation, of("relu")),
  calling("residual", ravine.residual, of([dense(2)]), of({ shortcut: [dense(2)] })),
  calling("initializers.constant", ravine.initializers.constant, of({ value: 1 })),
  calling("initializers.normal", ravine.initializers.normal, of({ deviation: 1 })),
  calling(
    "dataset",
    dataset,
    of({
      inputs: [[1, 2]],
      targets: [1],
      features: 2,
      outputs: 1,
      rows: 1,
      classes: ["a", "b"],
      featureNames: ["a", "b"],
      shape: [2],
    }),
  ),
  calling("split", ravine.split, of(data), of({ validation: 0.2, test: 0.2, seed: 1, stratify: true })),
  calling("standardizer", standardizer, of(flat), of({ ddof: 1, targets: true })),
  calling(
    "standardizerFromJSON",
    ravine.standardizerFromJSON,
    of(JSON.parse(JSON.stringify(standardizer(flat, { targets: true })))),
  ),
  calling("standardizer.apply", standardizer(data).apply, of(data)),
  calling("standardizer.restore", standardizer(data).restore, of(data)),
  calling("subset", ravine.subset, of(data), of([0, 1])),
  calling("csv", ravine.csv, of("a,y\n1,2\n3,4\n"), of({ target: "y", task: "auto", missing: "error", ignore: [] })),
  calling("applyColumns", ravine.applyColumns, of(columns), of("a,b,y\n1,2,u\n"), of({ targets: true })),
  calling("idx", ravine.idx, of(new Uint8Array(20)), of(new Uint8Array(9))),
  calling("builtin", ravine.builtin, of("xor")),
  calling("loadCore", ravine.loadCore, of({ module: undefined, reference: true, precision: "fast" })),
  calling("Network.create", async (asked: never) => (await Network.create(asked)).dispose(), spec),
  calling("Network.load", Network.load, of(bytes), of({ core: undefined })),
  calling(
    "resume",
    ravine.resume,
    of(checkpoint),
    of(data),
    of({
      epochs: 1,
      steps: 3,
      validation: undefined,
      test: undefined,
      shuffle: undefined,
      signal: undefined,
      onProgress: undefined,
      budget: { steps: 1 },
      core: undefined,
    }),
  ),
  calling("fit", network.fit.bind(network), of(data), fitting),
  calling(
    "continue",
    run.continue.bind(run),
    of({ steps: 1, epochs: 1, budget: { steps: 1 }, signal: undefined, onProgress: undefined }),
  ),
  calling("predict", network.predict.bind(network), of([[1, 2]]), of({ raw: true })),
  calling("classify", network.classify.bind(network), of([[1, 2]])),
  calling("evaluate", network.evaluate.bind(network), of(data)),
  calling("inspect", network.inspect.bind(network), of(data)),
  calling("gradient", network.gradient.bind(network), of([[1, 2]]), of([1]), of({ masks: [] })),
  calling(
    "hessianVectorProduct",
    network.hessianVectorProduct.bind(network),
    of([[1, 2]]),
    of([1]),
    of(new Float32Array(6)),
    of({ masks: [] }),
  ),
  calling("setParameters", network.setParameters.bind(network), of(network.parameters)),
  calling("setState", network.setState.bind(network), of([])),
  calling("weights", network.weights.bind(network), of(0)),
  calling("read", network.read.bind(network), of("p,q\n1,2\n"), of({ targets: false })),
  calling("learningCurveText", ravine.learningCurveText, of(run.curve), of({ width: 40, height: 8, color: false })),
  calling(
    "learningCurveSvg",
    ravine.learningCurveSvg,
    of(run.curve),
    of({ width: 400, height: 300, title: "x", theme: "auto" }),
  ),
  calling(
    "compare",
    ravine.compare,
    spec,
    of(data),
    of({ optimizers: { adam: adam() }, seeds: 1, epochs: 1, validation: data }),
  ),
  calling(
    "search",
    ravine.search,
    of(data),
    of({ trials: 1, seeds: 1, epochs: 1, hidden: [[2]], learningRates: [0.1], seed: 1 }),
  ),
  calling(
    "learningRateRange",
    ravine.learningRateRange,
    of(network),
    of(data),
    of({ optimizer: adam(), from: 1e-4, to: 1, steps: 10, batchSize: 2, seed: 1 }),
  ),
  calling(
    "spectrum",
    ravine.spectrum,
    of(network),
    of(data),
    of({ vectors: 2, tolerance: 0.1, seed: 1, exact: false }),
  ),
  calling("findCriticalPoint", ravine.findCriticalPoint, of(number), of(flat), of({ steps: 2, tolerance: 1e-3 })),
  calling(
    "criticalPoints",
    ravine.criticalPoints,
    of(number),
    of(flat),
    of({ starts: 1, perturbation: 0.1, seed: 1, steps: 2 }),
  ),
  calling(
    "lossSurface",
    ravine.lossSurface,
    of(network),
    of(data),
    of({ directions: "random", resolution: 2, range: 1, seed: 1 }),
  ),
  calling(
    "recordPath",
    ravine.recordPath,
    of(network),
    of(() => {}),
  ),
  calling(
    "minimize",
    ravine.minimize,
    of(surfaces.beale),
    of({ start: [1, 1], optimizer: adam(), steps: 2, schedule: undefined, core: undefined }),
  ),
  calling(
    "check",
    (asked: never) => (asked === undefined || Object.keys(Object(asked)).length === 0 ? [] : ravine.check(asked)),
    of({ core: 1 }),
  ),
];

const foreign = /Cannot (?:read|convert|mix|destructure)|is not (?:a function|iterable)/;
const typed = ["DataError", "FormatError", "MemoryError", "OptionError", "ShapeError", "StateError"];

/** What a call ends in that is no error of this package's; undefined where all is well. */
async function foreignError(call: Call["call"], values: readonly unknown[]): Promise<string | undefined> {
  try {
    await call(...values);
    return undefined;
  } catch (error) {
    const { name, message } = Object(error) as Error;
    return typed.includes(name) && !foreign.test(message) ? undefined : `${name}: ${message}`;
  }
}

describe.each(calls)("$what", ({ what, call, valid }) => {
  test("takes junk in every place, or refuses it in this package's words", async () => {
    const found: string[] = [];
    for (const [word, make] of Object.entries(junk))
      for (const at of valid.keys()) {
        const values = valid.map((one, i) => (i === at ? make() : one()));
        const wrong = await foreignError(call, values);
        if (wrong) found.push(`${what}, argument ${at}, ${word}: ${wrong}`);
        const whole = valid[at]();
        if (Object.getPrototypeOf(Object(whole)) !== Object.prototype) continue;
        for (const [name, inner] of Object.entries(whole as object)) {
          const changes: [string, unknown][] = [[name, make()]];
          if (Object.getPrototypeOf(Object(inner)) === Object.prototype && !Object.isFrozen(inner))
            for (const key of Object.keys(inner)) changes.push([`${name}.${key}`, { ...inner, [key]: make() }]);
          for (const [path, value] of changes) {
            const given = valid.map((one, i) => (i === at ? { ...(one() as object), [name]: value } : one()));
            const failed = await foreignError(call, given);
            if (failed) found.push(`${what}, ${path}, ${word}: ${failed}`);
          }
        }
      }
    expect(found).toEqual([]);
  });
});

test("every public function is called so", () => {
  const called = calls.map(({ what }) => what);
  const functions = Object.keys(everything).filter((name) => typeof everything[name] === "function");
  const classes = ["Network", "DataError", "FormatError", "MemoryError", "OptionError", "ShapeError", "StateError"];
  expect(functions.filter((name) => !called.includes(name) && !classes.includes(name))).toEqual([]);
});
