// Evidence made by hand: of a healthy run, and what each kind of finding changes in it.
import type { Evidence } from "../../src/diagnosis/evidence.ts";
import type { LayerInspection } from "../../src/objective/inspect.ts";
import type { CurvePoint } from "../../src/training/curve.ts";
import type { DiagnosisKind } from "../../src/training/finding.ts";

interface Losses {
  readonly train: number;
  readonly validation?: number;
  readonly test?: number;
}

/** One point per epoch of ten steps. */
const pointsOf = (losses: readonly Losses[], accuracy?: number): CurvePoint[] =>
  losses.map(({ train, validation, test }, i) => {
    const figures = (loss: number) => ({
      loss,
      cost: loss,
      lossStandardError: 0.01,
      standardError: 0.01,
      ...(accuracy !== undefined && { accuracy }),
    });
    return {
      step: 10 * (i + 1),
      epoch: i + 1,
      learningRate: 0.01,
      train: figures(train),
      ...(validation !== undefined && { validation: figures(validation) }),
      ...(test !== undefined && { test: figures(test) }),
      gradientNorm: 1,
      rowsPerSecond: 1,
      remainingSeconds: 0,
    } as CurvePoint;
  });

const layer = (more: Partial<LayerInspection> = {}): LayerInspection => ({
  layer: 0,
  kind: "dense",
  activation: "relu",
  units: 8,
  mean: 0,
  deviation: 1,
  deadUnits: 0,
  saturatedUnits: 0,
  gradientNorm: 1,
  signAgreement: 0.5,
  twins: 0,
  ...more,
});

const falling = [0.6, 0.4, 0.3, 0.25, 0.2, 0.18, 0.15, 0.12, 0.1, 0.08];
const evenly = (loss: number) => Array.from({ length: 10 }, () => ({ train: loss }));

const healthy: Evidence = {
  reason: "epochs",
  points: pointsOf(falling.map((train) => ({ train, validation: train + 0.02, test: train + 0.02 }))),
  batchCost: Float32Array.from({ length: 100 }, (_, i) => 0.7 - 0.006 * i),
  stepsPerEpoch: 10,
  batchSize: 32,
  learningRate: 0.01,
  restored: false,
  classWeights: false,
  classification: true,
  hidden: [layer()],
  output: layer({ layer: 1, activation: "identity" }),
  standardised: { inputs: true, targets: false },
  seed: 1,
  setup: { dropout: false, penalties: false, l2: 0, initializers: { 0: "he", 1: "xavier" } },
  weightNorm: 5,
  constantLoss: 0.69,
  columns: [{ name: "a", reach: 2, constant: false }],
  rows: { train: 320, validation: 60, test: 60 },
  classCounts: [160, 160],
  classNames: ["no", "yes"],
};

const flat = { gradientNorm: 1e-6 };
const restless = pointsOf([0.5, 0.5, 0.5, 0.3, 0.5, 0.3, 0.5, 0.3, 0.5, 0.3].map((train) => ({ train })));
const rising = [0.5, 0.3, 0.2, 0.21, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((validation, i) => ({
  train: 0.4 / (i + 1),
  validation,
}));

/** What makes each finding; several where it has several forms. */
const causes: { readonly [Kind in DiagnosisKind]: readonly Partial<Evidence>[] } = {
  diverged: [
    { reason: "diverged", standardised: { inputs: false, targets: false } },
    { reason: "diverged", classification: false },
    { reason: "diverged" },
  ],
  learningRateTooHigh: [{ batchCost: Float32Array.from({ length: 50 }, (_, i) => 0.7 + i) }, { points: restless }],
  learningRateTooLow: [{ points: pointsOf(evenly(0.69)), classCounts: null, constantLoss: 0.7 }],
  plateau: [{ points: pointsOf(evenly(0.69)), hidden: [layer(flat)] }],
  deadUnits: [
    { hidden: [layer({ deadUnits: 5 })] },
    { hidden: [layer({ deadUnits: 2 })], standardised: { inputs: false, targets: false } },
  ],
  saturatedUnits: [{ hidden: [layer({ saturatedUnits: 5, activation: "sigmoid" })] }],
  unscaledInputs: [
    {
      columns: [
        { name: "a", reach: 1, constant: false },
        { name: "b c", reach: 1000, constant: false },
      ],
    },
    { columns: [{ name: "a", reach: 1000, constant: false }], standardised: { inputs: false, targets: false } },
  ],
  symmetricWeights: [{ hidden: [layer({ twins: 28 })] }],
  overfitting: [
    { points: pointsOf(rising) },
    { points: pointsOf(rising), restored: true },
    {
      points: pointsOf(rising.map(({ train }, i) => ({ train, validation: 0.69 + 0.01 * i }))),
      classCounts: null,
    },
  ],
  underfitting: [
    { points: pointsOf(evenly(0.6), 0.5), hidden: [], output: layer(flat) },
    {
      points: pointsOf(evenly(0.65)),
      classCounts: null,
      classification: false,
      hidden: [layer(flat)],
      constantLoss: 0.75,
    },
  ],
  noisyBatches: [{ points: restless, batchSize: 2 }],
  setsDiffer: [
    { points: pointsOf([{ train: 0.1, validation: 0.1, test: 0.9 }]) },
    {
      points: pointsOf([{ train: 0.1, validation: 0.1, test: 0.1 }]).map((point) => ({
        ...point,
        validation: { ...point.validation, accuracy: 0.95 },
        test: { ...point.test, accuracy: 0.3 },
      })) as CurvePoint[],
    },
  ],
  unbalancedClasses: [{ classCounts: [300, 20] }],
};

/** Kind, form and evidence of everything that can be found. */
export const planted: [kind: DiagnosisKind, form: number, evidence: Evidence][] = Object.entries(causes).flatMap(
  ([kind, forms]) =>
    forms.map((cause, form): [DiagnosisKind, number, Evidence] => [
      kind as DiagnosisKind,
      form,
      { ...healthy, ...cause },
    ]),
);
export { healthy };
