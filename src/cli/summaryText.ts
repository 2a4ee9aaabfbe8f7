// The figures of a finished training as a table, one row per set.
import type { Network } from "../api/network.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Sets } from "../data/split.ts";
import { figure, percent } from "../diagnosis/figure.ts";
import type { Evaluation } from "../objective/evaluate.ts";
import { explainedText, regressionFigures } from "../report/regressionFigures.ts";
import { type SetName, setLabels } from "../report/series.ts";
import { tableText } from "./tableText.ts";

export const setNames = Object.keys(setLabels) as SetName[];
/** Of the weights as they are now. */
export type Evaluations = { readonly [Name in SetName]?: Evaluation };

export function summaryText(network: Network, sets: Sets, evaluations: Evaluations): string[] {
  const present = setNames.filter((name) => sets[name] !== undefined);
  const classifies = evaluations.train?.accuracy !== undefined;
  const head = ["set", "rows", "loss", ...(classifies ? ["accuracy"] : ["R²", "RMS error"])];
  const rows = present.map((name) => {
    const data = sets[name] as Dataset;
    const evaluation = evaluations[name] as Evaluation;
    const start = [setLabels[name], String(data.rows), figure(evaluation.loss)];
    if (classifies) return [...start, percent(evaluation.accuracy ?? 0)];
    const { explained, error } = regressionFigures(data.targets, network.predict(data.inputs));
    return [...start, explainedText(explained), figure(error)];
  });
  return tableText(
    [head, ...rows],
    head.map((_, i) => i > 0),
  );
}
