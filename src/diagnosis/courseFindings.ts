// Findings about the course of a run: steps too long, batches too small.
import type { Remedy } from "../core/remedy.ts";
import type { AnyFinding } from "../training/finding.ts";
import type { Evidence } from "./evidence.ts";
import { mean, tenths } from "./tenths.ts";

/** Lecture: batches of 8 … 128 rows are usual. */
const SMALL_BATCH = 8;
/** Mean change of the training loss from one evaluation to the next, as a share of what ignoring the inputs costs. */
const RESTLESS = 0.05;

const lowerLater: Remedy = { set: "schedule", to: { name: "halveEvery", options: { every: 10 } } };

function diverged({ reason, points, batchCost, stepsPerEpoch, learningRate, ...evidence }: Evidence): AnyFinding[] {
  if (reason !== "diverged") return [];
  const steps = points[points.length - 1]?.step ?? batchCost.length;
  const targets = !evidence.classification;
  const { standardised } = evidence;
  const ready = standardised.inputs && (standardised.targets || !targets);
  return [
    {
      kind: "diverged",
      severity: "error",
      epoch: steps / stepsPerEpoch,
      figures: { steps, learningRate },
      remedies: [
        { set: "learningRate", to: Math.min(0.01, learningRate / 10) },
        { set: "clip", to: { norm: 1 } },
        ...(ready ? [] : [{ use: "standardizer", ...(targets && { targets }) } as const]),
        { use: "learningRateRange" },
      ],
    },
  ];
}

/** Steps so long that the cost rises rather than falls. */
function rising({ reason, batchCost, learningRate, constantLoss }: Evidence): AnyFinding[] {
  if (reason === "diverged" || batchCost.length < 5) return [];
  const { first, windows } = tenths(batchCost);
  const level = Math.max(first, constantLoss);
  const last = windows[windows.length - 1];
  const peak = Math.max(...windows);
  if (!(last > 1.5 * level || peak > 3 * level)) return [];
  return [
    {
      kind: "learningRateTooHigh",
      severity: "warning",
      figures: { learningRate, first, peak, last, constantLoss },
      remedies: lowerRate(learningRate),
    },
  ];
}

const lowerRate = (learningRate: number): Remedy[] => [
  { set: "learningRate", to: learningRate / 10 },
  lowerLater,
  { use: "learningRateRange" },
];

/** A loss that leaps about: batches too small, or steps too long. */
function leaping({ reason, batchCost, points, batchSize, learningRate, constantLoss, rows }: Evidence): AnyFinding[] {
  const late = points.slice(Math.floor(points.length / 2)).map(({ train }) => train.loss);
  if (reason === "diverged" || batchCost.length < 5 || late.length < 4) return [];
  const changes = late.slice(1).map((loss, i) => loss - late[i]);
  const change = mean(changes.map(Math.abs));
  const rises = changes.filter((one) => one > 0).length / changes.length;
  const seen = { rises, change, changeShare: change / constantLoss };
  // leaps that end in a valley's floor have done no harm
  const settled = late[late.length - 1] < RESTLESS * 0.2 * constantLoss;
  if (settled || !(seen.changeShare > RESTLESS && rises >= 0.3)) return [];
  if (batchSize < SMALL_BATCH && batchSize < rows.train)
    return [
      {
        kind: "noisyBatches",
        severity: "warning",
        figures: { ...seen, batchSize },
        remedies: [{ set: "batchSize", to: Math.min(32, rows.train) }, lowerLater],
      },
    ];
  return [
    {
      kind: "learningRateTooHigh",
      severity: "warning",
      figures: { ...seen, learningRate },
      remedies: lowerRate(learningRate),
    },
  ];
}

/** Steps so long that the cost rises, or leaps about, rather than falls. */
function tooHighOrNoisy(evidence: Evidence): AnyFinding[] {
  const found = rising(evidence);
  return found.length > 0 ? found : leaping(evidence);
}

export const courseFindings = (evidence: Evidence): AnyFinding[] => [
  ...diverged(evidence),
  ...tooHighOrNoisy(evidence),
];
