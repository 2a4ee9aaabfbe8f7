// Findings about the data: columns of unlike scale, sets that differ, classes of unlike size. Knows no network.
import type { Diagnosis } from "../training/diagnosis.ts";
import type { Evidence } from "./evidence.ts";
import { figure, percent, rootOfSquares } from "./numberText.ts";

/** The largest column's reach over the smallest's, and the reach itself, from which on weights must move by very different amounts. */
const MOST_RATIO = 100;
const MOST_REACH = 100;
/** Standard errors between validation and test beyond which they are not samples of one population. */
const MOST_ERRORS = 4;
/** Rows of the largest class per row of the smallest. */
const MOST_IMBALANCE = 5;

function unscaled({ columns }: Evidence): Diagnosis[] {
  const live = columns.filter(({ constant, reach }) => !constant && reach > 0);
  if (live.length === 0) return [];
  const [least, most] = live.reduce(
    ([a, b], column) => [column.reach < a.reach ? column : a, column.reach > b.reach ? column : b],
    [live[0], live[0]],
  );
  const ratio = most.reach / least.reach;
  if (!(ratio >= MOST_RATIO || most.reach >= MOST_REACH)) return [];
  const message =
    live.length === 1
      ? `The input ${most.name} reaches ${figure(most.reach)}, where weights expect about 1.`
      : `The inputs reach from ${figure(least.reach)} (${least.name}) to ${figure(most.reach)} (${most.name}), a factor of ${figure(ratio)}: some weights must move a little and others a lot, and no learning rate suits both.`;
  return [
    {
      kind: "unscaledInputs",
      severity: "warning",
      message,
      remedy: "Standardise them: Network.create({ …, standardizer: standardizer(train) }).",
    },
  ];
}

/** How many standard errors validation and test are apart; by accuracy where there is one, from the pooled share. */
function setsDiffer({ points, rows, restored }: Evidence): Diagnosis[] {
  const shown = points.filter(({ validation, test }) => validation && test);
  if (shown.length === 0 || !rows.validation || !rows.test) return [];
  const loss = (point: (typeof shown)[number]) => point.validation?.loss ?? Number.POSITIVE_INFINITY;
  const point = restored ? shown.reduce((a, b) => (loss(b) < loss(a) ? b : a)) : shown[shown.length - 1];
  const { validation, test } = point;
  if (!validation || !test || rows.validation < 2 || rows.test < 2) return []; // of one row there is no sampling error
  const [m, n] = [rows.validation, rows.test];
  let apart: number;
  let words: string;
  if (validation.accuracy !== undefined && test.accuracy !== undefined) {
    const pooled = (validation.accuracy * m + test.accuracy * n + 1) / (m + n + 2);
    apart = Math.abs(validation.accuracy - test.accuracy) / Math.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n));
    words = `accuracy is ${percent(validation.accuracy)} of ${m} validation rows and ${percent(test.accuracy)} of ${n} test rows`;
  } else {
    apart = Math.abs(validation.loss - test.loss) / rootOfSquares(validation.lossStandardError, test.lossStandardError);
    words = `loss is ${figure(validation.loss)} over ${m} validation rows and ${figure(test.loss)} over ${n} test rows`;
  }
  if (!(apart > MOST_ERRORS)) return [];
  return [
    {
      kind: "setsDiffer",
      severity: "warning",
      epoch: point.epoch,
      message: `The test set is unlike the validation set: ${words}, ${figure(apart)} standard errors apart, where sampling explains about 2.`,
      remedy:
        "Draw both at random from the same rows (split does), and look for a column or a time in which they differ.",
    },
  ];
}

function unbalanced({ classCounts, classNames, classWeights }: Evidence): Diagnosis[] {
  if (classCounts === null || classWeights || classCounts.length < 2) return [];
  const most = Math.max(...classCounts);
  const least = Math.min(...classCounts);
  if (!(most >= MOST_IMBALANCE * Math.max(1, least))) return [];
  const name = (count: number) => classNames?.[classCounts.indexOf(count)] ?? String(classCounts.indexOf(count));
  const share = most / classCounts.reduce((sum, count) => sum + count, 0);
  return [
    {
      kind: "unbalancedClasses",
      severity: least === 0 || most >= 10 * least ? "warning" : "note",
      message: `Of the training rows ${most} are ${name(most)} and ${least} are ${name(least)}: always saying ${name(most)} is right for ${percent(share)}, so that accuracy says little.`,
      remedy: 'Train with classWeights: "balanced", look at the confusion matrix, and get more rows of the rare class.',
    },
  ];
}

export const dataFindings = (evidence: Evidence): Diagnosis[] => [
  ...unscaled(evidence),
  ...setsDiffer(evidence),
  ...unbalanced(evidence),
];
