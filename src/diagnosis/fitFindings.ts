// Findings about how well a network fits: standing still, fitting too little or too much.
import type { Remedy } from "../core/remedy.ts";
import type { SetFigures } from "../objective/setFigures.ts";
import type { CurvePoint } from "../training/curve.ts";
import type { AnyFinding } from "../training/finding.ts";
import type { Evidence } from "./evidence.ts";
import { rootOfSquares } from "./figure.ts";
import { beginAnew } from "./networkFindings.ts";
import { mean, tenths } from "./tenths.ts";

/** What share of the way from knowing nothing (0) to knowing all (1) the training set's figures have gone. */
function skill(figures: SetFigures, { classCounts, constantLoss }: Evidence): number {
  if (figures.accuracy === undefined || classCounts === null) return 1 - figures.loss / constantLoss;
  const most = classCounts.reduce((a, b) => Math.max(a, b)) / classCounts.reduce((sum, count) => sum + count, 0);
  return most < 1 ? (figures.accuracy - most) / (1 - most) : 1;
}

/** Standing still or creeping: too short steps, a plateau, or a network too small. */
function tooLittle(evidence: Evidence): AnyFinding[] {
  const { reason, points, constantLoss, hidden, learningRate } = evidence;
  const last = points[points.length - 1];
  if (reason === "diverged" || points.length < 3 || !(constantLoss > 0)) return [];
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
    const { first } = tenths(evidence.batchCost);
    return [
      {
        kind: "learningRateTooLow",
        severity: "warning",
        figures: { learningRate, first, last: last.train.cost, gradientNorm, steps: last.step, steady },
        remedies: [
          { set: "learningRate", to: learningRate * 10 },
          { set: "epochs", to: 2 * Math.ceil(last.epoch) },
          { use: "learningRateRange" },
        ],
      },
    ];
  }
  const still = Math.abs(lateFall) < 0.03 * constantLoss;
  if (still && hidden.length > 0 && lossSkill < 0.1 && !near) return [plateau(evidence, begun, last, gradientNorm)];
  const gap = last.validation ? last.validation.loss - last.train.loss : 0;
  const alike = gap < 2.5 * (last.validation?.lossStandardError ?? 1);
  if (still && alike && reached < (evidence.classification ? 0.5 : 0.3))
    return [underfitting(evidence, last, lossSkill)];
  return [];
}

/** The gradient of the hidden layers, and whether the cost would be gone within a few lengths of θ, were the slope to stay: then steps are what is short. */
function slopeOf({ hidden, output, weightNorm }: Evidence, loss: number) {
  const moving = hidden.length > 0 ? hidden : [output];
  const gradientNorm = rootOfSquares(...moving.map((layer) => layer.gradientNorm));
  return { gradientNorm, near: loss < 3 * gradientNorm * weightNorm };
}

function plateau(evidence: Evidence, begun: CurvePoint, last: CurvePoint, gradientNorm: number): AnyFinding {
  const { constantLoss, hidden, seed } = evidence;
  const elsewhere: Remedy = { set: "seed", to: seed + 1 };
  const anew = beginAnew(evidence, hidden[0], hidden[0].activation);
  const others = hidden.some(({ activation = "relu" }) => activation !== "relu");
  return {
    kind: "plateau",
    severity: "warning",
    epoch: begun.epoch,
    figures: { loss: last.train.loss, constantLoss, gradientNorm },
    remedies: [
      elsewhere,
      ...("set" in anew && anew.set === "seed" ? [] : [anew]),
      ...(others ? [{ set: "activation", to: "relu" } as const] : []),
      ...(hidden.length > 1 ? [{ remove: "layer" } as const] : []),
      { set: "optimizer", to: { name: "adam" } },
      { set: "optimizer", to: { name: "saddleFreeNewton" } },
      { use: "spectrum" },
    ],
  };
}

function underfitting({ constantLoss, hidden, setup }: Evidence, last: CurvePoint, lossSkill: number): AnyFinding {
  const { train, validation } = last;
  const { loss, accuracy } = train;
  return {
    kind: "underfitting",
    severity: "warning",
    figures: {
      loss,
      ...(validation && { validationLoss: validation.loss }),
      constantLoss,
      ...(accuracy === undefined ? { explained: Math.max(0, lossSkill) } : { accuracy }),
    },
    remedies: [
      ...(hidden.length > 0 ? [{ add: "units" } as const] : []),
      { add: "hiddenLayer", units: 64 },
      ...(setup.penalties || setup.dropout ? [{ remove: "regularization" } as const] : []),
      ...(hidden.length > 0 ? [{ check: "inputs" } as const, { use: "search" } as const] : []),
    ],
  };
}

/** What the network does not have yet: dropout, a larger penalty, fewer units where some are hidden. */
const lessFreedom = ({ setup, hidden }: Evidence): readonly Remedy[] => [
  { add: "rows" },
  ...(setup.dropout ? [] : [{ add: "dropout", keep: 0.8 } as const]),
  { set: "l2", to: setup.l2 < 1e-3 ? 1e-3 : 10 * setup.l2 },
  ...(hidden.length > 0 ? [{ remove: "units" } as const] : []),
];

/** Weights that say nothing of validation rows, while the training rows are known: the lowest validation loss was the first. */
function memorised(
  evidence: Evidence,
  { validation, epoch }: CurvePoint & { validation: SetFigures },
  trainLast: number,
): AnyFinding[] {
  const { constantLoss } = evidence;
  const lowest = validation.loss;
  if (!(lowest > 0.97 * constantLoss && trainLast < 0.5 * constantLoss && skill(validation, evidence) < 0.1)) return [];
  return [
    {
      kind: "overfitting",
      severity: "warning",
      epoch,
      figures: { lowest, constantLoss, trainLast },
      remedies: [{ check: "inputs" }, ...lessFreedom(evidence)],
    },
  ];
}

/** Validation loss beyond its lowest, by more than its sampling error, while the training loss goes on falling. */
function overfitting(evidence: Evidence): AnyFinding[] {
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
  const last = mean(after.map((point) => point.validation.loss));
  const trainLast = mean(after.map((point) => point.train.loss));
  const rise = last - validation.loss;
  const standardError = rootOfSquares(
    validation.lossStandardError,
    mean(after.map((point) => point.validation.lossStandardError)),
  );
  // the two losses are of the same rows, so their difference is surer than this error says: beside a large gap less will do
  const gap = (last - trainLast) / (after[after.length - 1].validation.lossStandardError || Number.POSITIVE_INFINITY);
  const needed = restored ? 3 : gap > 4 ? 1 : 1.5;
  if (!(rise > needed * standardError && rise > 0.15 * validation.loss && trainLast < train.loss))
    return memorised(evidence, seen[best], trainLast);
  return [
    {
      kind: "overfitting",
      severity: restored ? "note" : "warning",
      epoch,
      figures: { lowest: validation.loss, last, standardError, trainThen: train.loss, trainLast, restored },
      remedies: [
        ...(restored ? [] : [{ set: "earlyStopping", to: { patience: 5 } } as const]),
        ...lessFreedom(evidence),
      ],
    },
  ];
}

export const fitFindings = (evidence: Evidence): AnyFinding[] => [...tooLittle(evidence), ...overfitting(evidence)];
