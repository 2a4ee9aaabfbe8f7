// Runs for the tests of checkpoints: small data, any options, and what must be equal after a cut.
import fc from "fast-check";
import { expect } from "vitest";
import {
  type AnySchedule,
  type CompiledCore,
  cosine,
  type Dataset,
  dataset,
  dense,
  dropout,
  exponential,
  type FitOptions,
  halveEvery,
  linear,
  Network,
  oneCycle,
  product,
  type Run,
  reduceOnPlateau,
  standardizer,
  warmRestarts,
  warmup,
} from "../../src/index.ts";
import { noise } from "../support/numbers.ts";
import { everyOptimizer } from "../support/optimizers.ts";

const rows = (count: number, seed: number): Dataset => {
  const inputs = noise(3 * count, seed);
  const targets = Array.from({ length: count }, (_, i) => {
    const [a, b, c] = inputs.subarray(3 * i, 3 * i + 3);
    return a * b > 0.1 ? 2 : c > 0 ? 1 : 0;
  });
  return dataset({ inputs, features: 3, targets, classes: ["x", "y", "z"] });
};
export const train = rows(26, 1);
export const validation = rows(11, 2);

export const make = (core?: CompiledCore) =>
  Network.create({
    inputs: 3,
    layers: [
      dropout({ keep: 0.9, scaleAt: "test" }),
      dense(5, { activation: "gelu" }),
      dropout({ keep: 0.8 }),
      dense(3),
    ],
    loss: "softmaxCrossEntropy",
    l1: 1e-3,
    l2: 1e-2,
    standardizer: standardizer(train),
    seed: 7,
    ...(core && { core }),
  });

/** Everything that a run leaves behind, but its clocks. */
export const left = ({ network, curve, reason, steps }: Run<Network>) => ({
  fingerprint: network.fingerprint(),
  batchCost: [...curve.batchCost],
  points: curve.points.map(({ rowsPerSecond: _, remainingSeconds: __, ...point }) => point),
  reason,
  steps,
});

export const expectSame = (received: Run<Network>, expected: Run<Network>) =>
  expect(left(received)).toEqual(left(expected));

const perStep = { per: "step" } as const;
/** Every schedule by epochs and by steps, as far as it has both. */
export const allSchedules: readonly AnySchedule[] = [
  ...[undefined, perStep].flatMap((timing) => [
    halveEvery(3, timing),
    exponential({ factor: 0.9 }, timing),
    cosine({ length: 9 }, timing),
    linear({ from: 0.1, to: 1, length: 5 }, timing),
    warmRestarts({ first: 2, multiply: 2 }, timing),
    oneCycle({ peak: 0.05, length: 12 }, timing),
    warmup({ length: 3, then: cosine({ length: 6 }, timing) }, timing),
    product(halveEvery(4, timing), cosine({ length: 8 }, timing), timing ?? {}),
  ]),
  reduceOnPlateau({ monitor: "validation.loss", patience: 0, minDelta: 0.02, cooldown: 1 }),
  reduceOnPlateau({ monitor: "gradientNorm", patience: 0, minDelta: 0.1 }),
];

export const allOptimizers = everyOptimizer().map(([, optimizer]) => optimizer);

/** An order of the caller's: rows turned by the epoch. */
const turned = (epoch: number) => Array.from({ length: train.rows }, (_, i) => (i * 5 + epoch) % train.rows);

/** Options of whole runs of two to five epochs, every feature on or off. */
export const fitOptions: fc.Arbitrary<FitOptions> = fc
  .record({
    optimizer: fc.constantFrom(...allOptimizers),
    schedule: fc.constantFrom(...allSchedules),
    epochs: fc.integer({ min: 2, max: 5 }),
    batchSize: fc.constantFrom(1, 4, 5, 13, 26, 99),
    shuffle: fc.constantFrom(true, false, turned),
    evaluateEvery: fc.constantFrom<FitOptions["evaluateEvery"]>(
      { epochs: 1 },
      { epochs: 2 },
      { steps: 1 },
      { steps: 3 },
      false,
    ),
    earlyStopping: fc.option(
      fc.constantFrom({ patience: 0 }, { patience: 2 }, { patience: 1, monitor: "train.accuracy" }),
      { nil: undefined },
    ),
    classWeights: fc.option(fc.constantFrom<FitOptions["classWeights"]>("balanced", [1, 0.5, 2]), { nil: undefined }),
    clip: fc.option(fc.constant({ norm: 0.7 }), { nil: undefined }),
    seed: fc.constantFrom(1, 2 ** 40),
  })
  .map(({ earlyStopping, schedule, classWeights, clip, ...options }) => {
    const watches = options.evaluateEvery !== false;
    return {
      validation,
      ...options,
      ...(watches || schedule.kind === "schedule" ? { schedule } : {}),
      ...(watches && earlyStopping ? { earlyStopping } : {}),
      ...(classWeights && { classWeights }),
      ...(clip && { clip }),
    };
  });

/** What resume is given again. */
export const again = ({ shuffle }: FitOptions) => ({ validation, ...(typeof shuffle === "function" && { shuffle }) });
