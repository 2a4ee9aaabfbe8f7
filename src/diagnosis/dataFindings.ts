// Findings about the data: columns of unlike scale, sets that differ, classes of unlike size. Knows no network.
import type { AnyFinding } from "../training/finding.ts";
import type { Evidence } from "./evidence.ts";
import { rootOfSquares } from "./figure.ts";

/** The largest column's reach over the smallest's, and the reach itself, from which on weights must move by very different amounts. */
const MOST_RATIO = 100;
const MOST_REACH = 100;
/** Standard errors between validation and test beyond which they are not samples of one population. */
const MOST_ERRORS = 4;
/** Rows of the largest class per row of the smallest. */
const MOST_IMBALANCE = 5;

function unscaled({ columns, standardised }: Evidence): AnyFinding[] {
  const live = columns.filter(({ constant, reach }) => !constant && reach > 0);
  if (live.length === 0) return [];
  const [least, most] = live.reduce(
    ([a, b], column) => [column.reach < a.reach ? column : a, column.reach > b.reach ? column : b],
    [live[0], live[0]],
  );
  const ratio = most.reach / least.reach;
  if (!(ratio >= MOST_RATIO || most.reach >= MOST_REACH)) return [];
  return [
    {
      kind: "unscaledInputs",
      severity: "warning",
      figures: { least: least.reach, most: most.reach, ratio, leastColumn: least.name, mostColumn: most.name },
      remedies: [standardised.inputs ? { check: "outliers", column: most.name } : { use: "standardizer" }],
    },
  ];
}

/** How many standard errors validation and test are apart; by accuracy where there is one, from the pooled share. */
function setsDiffer({ points, rows, restored }: Evidence): AnyFinding[] {
  const shown = points.filter(({ validation, test }) => validation && test);
  if (shown.length === 0 || !rows.validation || !rows.test) return [];
  const loss = (point: (typeof shown)[number]) => point.validation?.loss ?? Number.POSITIVE_INFINITY;
  const point = restored ? shown.reduce((a, b) => (loss(b) < loss(a) ? b : a)) : shown[shown.length - 1];
  const { validation, test } = point;
  if (!validation || !test || rows.validation < 2 || rows.test < 2) return []; // of one row there is no sampling error
  const [m, n] = [rows.validation, rows.test];
  const accurate = validation.accuracy !== undefined && test.accuracy !== undefined;
  const figure = accurate ? "accuracy" : "loss";
  const [a, b] = [validation[figure] as number, test[figure] as number];
  const pooled = (a * m + b * n + 1) / (m + n + 2);
  const error = accurate
    ? Math.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n))
    : rootOfSquares(validation.lossStandardError, test.lossStandardError);
  const standardErrors = Math.abs(a - b) / error;
  if (!(standardErrors > MOST_ERRORS)) return [];
  return [
    {
      kind: "setsDiffer",
      severity: "warning",
      epoch: point.epoch,
      figures: { figure, validation: a, test: b, validationRows: m, testRows: n, standardErrors },
      remedies: [{ use: "split" }, { check: "sets" }],
    },
  ];
}

function unbalanced({ classCounts, classNames, classWeights }: Evidence): AnyFinding[] {
  if (classCounts === null || classWeights || classCounts.length < 2) return [];
  const most = classCounts.reduce((a, b) => Math.max(a, b));
  const least = classCounts.reduce((a, b) => Math.min(a, b));
  if (!(most >= MOST_IMBALANCE * Math.max(1, least))) return [];
  const name = (count: number) => classNames?.[classCounts.indexOf(count)] ?? String(classCounts.indexOf(count));
  const share = most / classCounts.reduce((sum, count) => sum + count, 0);
  return [
    {
      kind: "unbalancedClasses",
      severity: least === 0 || most >= 10 * least ? "warning" : "note",
      figures: { most, least, mostClass: name(most), leastClass: name(least), share },
      remedies: [{ set: "classWeights", to: "balanced" }, { check: "confusion" }, { add: "rows", class: name(least) }],
    },
  ];
}

export const dataFindings = (evidence: Evidence): AnyFinding[] => [
  ...unscaled(evidence),
  ...setsDiffer(evidence),
  ...unbalanced(evidence),
];
