// A comparison as text: a row of figures per variant, and what was found in their runs. Knows no training.
import { figure, percent } from "../diagnosis/figure.ts";
import type { VariantRun } from "../experiments/runVariants.ts";
import type { Spread, VariantSummary } from "../experiments/summariesOf.ts";
import { findingTitles } from "../report/findingTitles.ts";
import { tableText } from "./tableText.ts";

const spread = ({ median, least, most }: Spread, text: (value: number) => string, seeds: number) =>
  seeds > 1 ? `${text(median)}  (${text(least)} … ${text(most)})` : text(median);

/** A line per variant under a head; the best has a star. */
export function comparisonText(summaries: readonly VariantSummary[], best: string): string[] {
  const accurate = summaries.some(({ validationAccuracy }) => validationAccuracy);
  const head = [
    "",
    "training loss",
    "validation loss",
    ...(accurate ? ["validation accuracy", "test accuracy"] : ["test loss"]),
    "iterations",
  ];
  const rows = summaries.map((one) => {
    const cell = (value: Spread | undefined, text: (n: number) => string) =>
      value ? spread(value, text, one.runs) : "–";
    return [
      `${one.name}${one.name === best ? " *" : ""}`,
      cell(one.trainLoss, figure),
      cell(one.validationLoss, figure),
      ...(accurate
        ? [cell(one.validationAccuracy, percent), cell(one.testAccuracy, percent)]
        : [cell(one.testLoss, figure)]),
      cell(one.steps, (n) => Math.round(n).toLocaleString("en")),
    ];
  });
  return tableText(
    [head, ...rows],
    head.map((_, i) => i > 0),
  );
}

/** Each finding of the runs once, as a line. */
export function findingLines(runs: readonly VariantRun[]): string[] {
  const found = new Map(
    runs.flatMap(({ name, diagnosis }) =>
      diagnosis.map(({ kind, message }) => [`${name}: ${findingTitles[kind].toLowerCase()}`, message] as const),
    ),
  );
  return [...found].map(([name, message]) => `${name}: ${message}`);
}
