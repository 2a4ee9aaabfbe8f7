// Findings about the course of a run: rate, noise, standing still, fitting too much or too little. Knows no data and no layer's units.
import type { CurvePoint, SetFigures } from "../training/curve.ts";
import type { Diagnosis } from "../training/diagnosis.ts";
import type { Evidence } from "./evidence.ts";
import { counted, figure, percent, rootOfSquares } from "./numberText.ts";

/** Lecture: batches of 8 … 128 rows are usual. */
const SMALL_BATCH = 8;
const WINDOWS = 10;
/** Mean change of the training loss from one evaluation to the next, as a share of what ignoring the inputs costs. */
const RESTLESS = 0.05;

const mean = (values: ArrayLike<number>, from = 0, to = values.length) => {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  return sum / (to - from);
};

/** Training costs of the steps, as means over tenths of the run, and the very first. */
function tenths(batchCost: Float32Array): { first: number; windows: number[] } {
  const count = Math.min(WINDOWS, batchCost.length);
  const windows = Array.from({ length: count }, (_, i) =>
    mean(batchCost, Math.floor((i * batchCost.length) / count), Math.floor(((i + 1) * batchCost.length) / count)),
  );
  return { first: batchCost[0], windows };
}

/** What share of the way from knowing nothing (0) to knowing all (1) the training set's figures have gone. */
function skill(figures: SetFigures, { classCounts, constantLoss }: Evidence): number {
  if (figures.accuracy === undefined || classCounts === null) return 1 - figures.loss / constantLoss;
  const most = Math.max(...classCounts) / classCounts.reduce((sum, count) => sum + count, 0);
  return most < 1 ? (figures.accuracy - most) / (1 - most) : 1;
}

function diverged({ reason, points, batchCost, stepsPerEpoch, learningRate }: Evidence): Diagnosis[] {
  if (reason !== "diverged") return [];
  const steps = points[points.length - 1]?.step ?? batchCost.length;
  return [
    {
      kind: "diverged",
      severity: "error",
      epoch: steps / stepsPerEpoch,
      message: `After ${counted(steps, "step")} the cost or a weight was no finite number (learning rate ${figure(learningRate)}); the weights are those of the last finite step.`,
      remedy: `Try a learning rate of ${figure(Math.min(0.01, learningRate / 10))} (learningRateRange may suggest a higher one), standardise inputs and targets, or clip gradients: clip: { norm: 1 }.`,
    },
  ];
}

/** Steps so long that the cost rises, or leaps about, rather than falls. */
function tooHighOrNoisy(evidence: Evidence): Diagnosis[] {
  const { reason, batchCost, points, batchSize, learningRate, constantLoss, rows } = evidence;
  if (reason === "diverged" || batchCost.length < 5) return [];
  const { first, windows } = tenths(batchCost);
  const level = Math.max(first, constantLoss);
  const end = windows[windows.length - 1];
  const peak = Math.max(...windows);
  const lower = `Try a learning rate of ${figure(learningRate / 10)}, a schedule that lowers it, or learningRateRange for a suggestion.`;
  if (end > 1.5 * level || peak > 3 * level) {
    const message = `The training cost began at ${figure(first)}, rose to ${figure(peak)} (mean of a tenth of the run) and ended at ${figure(end)}; ignoring the inputs altogether costs ${figure(constantLoss)}. The steps of learning rate ${figure(learningRate)} are too long.`;
    return [{ kind: "learningRateTooHigh", severity: "warning", message, remedy: lower }];
  }
  const late = points.slice(Math.floor(points.length / 2)).map(({ train }) => train.loss);
  if (late.length < 4) return [];
  const changes = late.slice(1).map((loss, i) => loss - late[i]);
  const restless = mean(changes.map(Math.abs)) / constantLoss;
  const rises = changes.filter((change) => change > 0).length / changes.length;
  // leaps that end in a valley's floor have done no harm
  const settled = late[late.length - 1] < RESTLESS * 0.2 * constantLoss;
  if (settled || !(restless > RESTLESS && rises >= 0.3)) return [];
  const seen = `In the second half of the run the training loss rose at ${percent(rises)} of the evaluations, by turns of ${figure(mean(changes.map(Math.abs)))} (${percent(restless)} of what ignoring the inputs costs)`;
  if (batchSize < SMALL_BATCH && batchSize < rows.train) {
    return [
      {
        kind: "noisyBatches",
        severity: "warning",
        message: `${seen}: a batch of ${batchSize} says too little of where the cost falls.`,
        remedy: `Take batches of ${Math.min(32, rows.train)} rows (8 … 128 are usual), or lower the learning rate as the run goes on.`,
      },
    ];
  }
  const message = `${seen}: the steps of learning rate ${figure(learningRate)} leap over the valley.`;
  return [{ kind: "learningRateTooHigh", severity: "warning", message, remedy: lower }];
}

/** Standing still or creeping: too short steps, a plateau, or a network too small. */
function tooLittle(evidence: Evidence): Diagnosis[] {
  const { reason, points, constantLoss, hiddenLayers, learningRate } = evidence;
  const last = points[points.length - 1];
  if (reason === "diverged" || points.length < 3 || !(constantLoss > 0)) return [];
  const { first } = tenths(evidence.batchCost);
  const begun = points[0];
  const late = points[Math.floor((points.length - 1) * 0.7)];
  const fall = begun.train.loss - last.train.loss;
  const lateFall = late.train.loss - last.train.loss;
  const lateShare = (last.step - late.step) / (last.step - begun.step);
  const lossSkill = 1 - last.train.loss / constantLoss;
  const reached = skill(last.train, evidence);
  const { gradientNorm, near } = slopeOf(evidence, last.train.loss);
  const steady = fall > 0 && lateFall > 0.5 * lateShare * fall;
  const ended = reason === "epochs" || reason === "steps" || reason === "budget";

  if (ended && near && reached < 0.9 && lossSkill < 0.5 && (steady || Math.abs(fall) < 0.02 * constantLoss)) {
    const going = steady ? "was falling in the last third as fast as before" : "hardly moved";
    return [
      {
        kind: "learningRateTooLow",
        severity: "warning",
        message: `The training cost went from ${figure(first)} to ${figure(last.train.cost)} and ${going}, though the gradient is ${figure(gradientNorm)} long: the steps of learning rate ${figure(learningRate)} are too short for ${counted(last.step, "iteration")}.`,
        remedy: `Try a learning rate of ${figure(learningRate * 10)} (learningRateRange suggests one), or train longer.`,
      },
    ];
  }
  const still = Math.abs(lateFall) < 0.03 * constantLoss;
  if (still && hiddenLayers > 0 && lossSkill < 0.1 && !near) {
    return [
      {
        kind: "plateau",
        severity: "warning",
        epoch: begun.epoch,
        message: `The training loss stands at ${figure(last.train.loss)}, where ignoring the inputs costs ${figure(constantLoss)}, and the gradient of the hidden layers is only ${figure(gradientNorm)} long: a plateau or a saddle point.`,
        remedy:
          "Begin elsewhere (another seed, he or xavier), take relu for sigmoid, fewer layers, momentum or adam, or saddleFreeNewton; spectrum says what kind of point it is.",
      },
    ];
  }
  const gap = last.validation ? last.validation.loss - last.train.loss : 0;
  const alike = gap < 2.5 * (last.validation?.lossStandardError ?? 1);
  if (still && alike && reached < (evidence.classification ? 0.5 : 0.3))
    return [underfitting(evidence, last, lossSkill)];
  return [];
}

/** The gradient of the hidden layers, and whether the cost would be gone within a few lengths of θ, were the slope to stay: then steps are what is short. */
function slopeOf({ layers, weightNorm, hiddenLayers }: Evidence, loss: number) {
  const dense = layers.filter(({ kind }) => kind === "dense");
  const own = hiddenLayers > 0 ? dense.slice(0, -1) : dense;
  const gradientNorm = rootOfSquares(...own.map((layer) => layer.gradientNorm));
  return { gradientNorm, near: loss < 3 * gradientNorm * weightNorm };
}

function underfitting({ constantLoss, hiddenLayers }: Evidence, last: CurvePoint, lossSkill: number): Diagnosis {
  const { train, validation } = last;
  const how =
    train.accuracy === undefined
      ? `explains ${percent(Math.max(0, lossSkill))} of the training targets`
      : `reads ${percent(train.accuracy)} of the training rows right`;
  const there = validation ? `, and ${figure(validation.loss)} on validation` : "";
  return {
    kind: "underfitting",
    severity: "warning",
    message: `The network no longer improves and ${how} (loss ${figure(train.loss)}${there}; ignoring the inputs costs ${figure(constantLoss)}): it is too simple for these data, or they do not tell the targets.`,
    remedy:
      hiddenLayers === 0
        ? 'Add a hidden layer: dense(64, { activation: "relu" }).'
        : "Take more units or another hidden layer, less penalty or dropout, or better inputs; search tries architectures.",
  };
}

/** Weights that say nothing of validation rows, while the training rows are known: the lowest validation loss was the first. */
function learntByHeart(
  evidence: Evidence,
  seen: CurvePoint & { validation: SetFigures },
  trained: number,
): Diagnosis[] {
  const { constantLoss } = evidence;
  const { validation, epoch } = seen;
  if (!(validation.loss > 0.97 * constantLoss && trained < 0.5 * constantLoss && skill(validation, evidence) < 0.1))
    return [];
  return [
    {
      kind: "overfitting",
      severity: "warning",
      epoch,
      message: `The validation loss was never better than ${figure(validation.loss)}, where ignoring the inputs costs ${figure(constantLoss)}, while the training loss fell to ${figure(trained)}: the training rows were learnt by heart.`,
      remedy:
        "Look at the inputs: leave out columns that name the row, and bring those that tell the target. More rows, dropout({ keep: 0.8 }), l2: 1e-3 or a smaller network help.",
    },
  ];
}

/** Validation loss beyond its lowest, by more than its sampling error, while the training loss goes on falling. */
function overfitting(evidence: Evidence): Diagnosis[] {
  const { reason, points, restored, rows } = evidence;
  if (rows.validation !== undefined && rows.validation < 2) return []; // of one row there is no sampling error
  const seen = points.filter(
    (point): point is CurvePoint & { validation: SetFigures } => point.validation !== undefined,
  );
  if (reason === "diverged" || seen.length < 4) return [];
  const best = seen.reduce((a, b, i) => (b.validation.loss < seen[a].validation.loss ? i : a), 0);
  const after = seen.slice(best + 1).slice(-3);
  if (after.length < 3) return [];
  const { epoch, validation, train } = seen[best];
  const ended = mean(after.map((point) => point.validation.loss));
  const trained = mean(after.map((point) => point.train.loss));
  const rise = ended - validation.loss;
  const error = rootOfSquares(
    validation.lossStandardError,
    mean(after.map((point) => point.validation.lossStandardError)),
  );
  // the two losses are of the same rows, so their difference is surer than this error says: beside a large gap less will do
  const gap = (ended - trained) / (after[after.length - 1].validation.lossStandardError || Number.POSITIVE_INFINITY);
  const needed = restored ? 3 : gap > 4 ? 1 : 1.5;
  if (!(rise > needed * error && rise > 0.15 * validation.loss && trained < train.loss))
    return learntByHeart(evidence, seen[best], trained);
  return [
    {
      kind: "overfitting",
      severity: restored ? "note" : "warning",
      epoch,
      message: `Since epoch ${figure(epoch)} the validation loss rose from ${figure(validation.loss)} to ${figure(ended)} (standard error of the difference ${figure(error)}) while the training loss fell from ${figure(train.loss)} to ${figure(trained)}${restored ? "; the weights of that epoch are back" : ""}.`,
      remedy: `${restored ? "" : "Stop there: earlyStopping: { patience: 5 } brings the best weights back. "}More rows, dropout({ keep: 0.8 }), l2: 1e-3 or a smaller network help.`,
    },
  ];
}

export const fitFindings = (evidence: Evidence): Diagnosis[] => [
  ...diverged(evidence),
  ...tooHighOrNoisy(evidence),
  ...tooLittle(evidence),
  ...overfitting(evidence),
];
