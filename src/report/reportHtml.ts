// The report of a run as one HTML file that needs nothing else.
import type { Dataset } from "../data/dataset.ts";
import { counted, figure, percent } from "../diagnosis/figure.ts";
import type { Model } from "../network/model.ts";
import type { Evaluation } from "../objective/evaluate.ts";
import type { SetFigures } from "../objective/setFigures.ts";
import type { CurvePoint } from "../training/curve.ts";
import type { Diagnosis } from "../training/diagnosis.ts";
import type { Run } from "../training/run.ts";
import { classTables } from "./classTables.ts";
import { escaped } from "./escaped.ts";
import { findingTitles } from "./findingTitles.ts";
import { learningCurveSvg } from "./learningCurveSvg.ts";
import { reasonText } from "./reasonText.ts";
import { explainedText, regressionFigures } from "./regressionFigures.ts";
import { reportStyle } from "./reportStyle.ts";
import { restoredPoint } from "./restoredPoint.ts";
import { type SetName, setLabels } from "./series.ts";
import { tableHtml } from "./tableHtml.ts";

export interface ReportContent extends Pick<Run<{ model: Model }>, "curve" | "reason" | "diagnosis"> {
  readonly network: Model;
  readonly sets: { readonly [S in SetName]?: Dataset | undefined };
  /** of the weights as they are now */
  readonly evaluations: { readonly [S in SetName]?: Evaluation };
  /** where the data is from */
  readonly source: string;
  /** the target's name, where it has one */
  readonly target?: string | undefined;
  /** the exact command */
  readonly command: string;
  /** the checkpoint that says so, where the run was resumed from one */
  readonly checkpoint?: string;
  readonly settings: object;
  /** the network's layers */
  readonly summary: string;
  readonly fingerprint: string;
  readonly seconds: number;
}

const setNames = Object.keys(setLabels) as SetName[];

/** √(a(1 − a)/m), what another sample of the set's size could show. */
const sampling = (share: number, rows: number) => Math.sqrt((share * (1 - share)) / rows);

function tile(value: string, words: string): string {
  return `<li><b>${escaped(value)}</b><span>${escaped(words).replace(/± | (?=%)/g, (part) => part.replace(" ", "\u00a0"))}</span></li>`;
}

/** Of the predicted numbers of a set; undefined for classes, or several targets. */
function predicted({ network, sets }: ReportContent, name: SetName) {
  const data = sets[name];
  if (!data || network.classifies || data.outputs !== 1) return undefined;
  return regressionFigures(data.targets, network.predict(data.inputs));
}

function tiles(content: ReportContent): string {
  const { sets, evaluations, curve, reason, fingerprint, seconds } = content;
  const judged = setNames.findLast((name) => evaluations[name]) as SetName;
  const evaluation = evaluations[judged] as Evaluation;
  const rows = sets[judged]?.rows ?? 1;
  const last = curve.points[curve.points.length - 1];
  const where = `${counted(rows, `${setLabels[judged]} row`)}`;
  const regression = predicted(content, judged);
  const first =
    evaluation.accuracy !== undefined
      ? tile(percent(evaluation.accuracy), `accuracy on ${where}, ± ${percent(sampling(evaluation.accuracy, rows))}`)
      : regression
        ? tile(figure(regression.error), `typical error (RMS) on ${where}, in the target's unit`) +
          tile(explainedText(regression.explained), `R² on ${where}: the share of the variance explained`)
        : tile(figure(evaluation.loss), `loss of ${where}`);
  return `<ul class="tiles">${first}${tile((last?.step ?? 0).toLocaleString("en"), `${last?.step === 1 ? "iteration" : "iterations"}, ${counted(Number(figure(last?.epoch ?? 0)), "epoch")}`)}${tile(`${seconds.toFixed(1)} s`, `ended because ${reasonText[reason]}`)}${tile(fingerprint.slice(0, 8), `fingerprint (${fingerprint})`)}</ul>`;
}

function figuresTable(content: ReportContent): string {
  const { sets, evaluations, network, curve } = content;
  const classifies = network.classifies;
  const numbers = setNames.some((name) => predicted(content, name));
  const penalised = setNames.some((name) => evaluations[name]?.cost !== evaluations[name]?.loss);
  const best = restoredPoint(curve, evaluations);
  const weights = best
    ? `<p>The weights are those of epoch ${figure(best.epoch)}, where the validation loss was lowest; the curves show the whole run.</p>`
    : "";
  const rows = setNames.flatMap((name) => {
    const [data, evaluation] = [sets[name], evaluations[name]];
    if (!data || !evaluation) return [];
    // the curve's point at these weights knows the loss's sampling error
    const point = curve.points.map((p) => p[name]).find((f): f is SetFigures => f?.loss === evaluation.loss);
    const error = point && Number.isFinite(point.lossStandardError) ? ` ± ${figure(point.lossStandardError)}` : "";
    const accuracy = classifies
      ? `<td>${percent(evaluation.accuracy ?? 0)} ± ${percent(sampling(evaluation.accuracy ?? 0, data.rows))}</td>`
      : "";
    const figures = predicted(content, name);
    const regression = figures ? `<td>${explainedText(figures.explained)}</td><td>${figure(figures.error)}</td>` : "";
    const cost = penalised ? `<td>${figure(evaluation.cost)}</td>` : "";
    return [
      `<tr><th scope="row">${setLabels[name]}</th><td>${data.rows.toLocaleString("en")}</td><td>${figure(evaluation.loss)}${error}</td>${cost}${accuracy}${regression}</tr>`,
    ];
  });
  const head = [
    "set",
    "rows",
    numbers ? "loss (of standardised targets)" : "loss",
    ...(penalised ? ["cost (with penalties)"] : []),
    ...(classifies ? ["accuracy"] : []),
    ...(numbers ? ["R²", "RMS error"] : []),
  ];
  return (
    weights +
    tableHtml("The trained network on each set, ± one standard error from the set's size", head, rows.join(""))
  );
}

function findings(diagnosis: readonly Diagnosis[]): string {
  if (diagnosis.length === 0)
    return '<div class="finding good"><h3>Nothing was found wrong</h3><p>Rate, batches, units, scales, sets and classes were looked at; none calls for a change.</p></div>';
  return diagnosis
    .map(({ kind, severity, epoch, message, remedy }) => {
      const since = epoch === undefined ? "" : ` (epoch ${figure(epoch)})`;
      return `<div class="finding ${severity}"><h3>${findingTitles[kind]}${since}: ${severity}</h3><p>${escaped(message)}</p><p class="remedy">${escaped(remedy)}</p></div>`;
    })
    .join("");
}

/** The curve's numbers, for readers who do not see the picture. */
function curveTable(points: readonly CurvePoint[]): string {
  const every = Math.max(1, Math.ceil(points.length / 25));
  const shown = points.filter((_, i) => i % every === 0 || i === points.length - 1);
  const sets = setNames.filter((name) => points[0][name]);
  const cell = (figures: SetFigures | undefined) =>
    `<td>${figures ? figure(figures.cost) : "–"}${figures?.accuracy === undefined ? "" : ` (${percent(figures.accuracy)})`}</td>`;
  const rows = shown.map(
    (point) =>
      `<tr><th scope="row">${point.step.toLocaleString("en")}</th><td>${figure(point.epoch)}</td><td>${figure(point.learningRate)}</td>${sets.map((name) => cell(point[name])).join("")}</tr>`,
  );
  const head = ["iterations", "epochs", "rate", ...sets.map((name) => setLabels[name])];
  return `<details><summary>The curve in numbers</summary>${tableHtml("Cost, and accuracy in brackets", head, rows.join(""))}</details>`;
}

async function judged({ sets, evaluations, network, target }: ReportContent): Promise<string> {
  const name = setNames.findLast((one) => sets[one] && evaluations[one]) as SetName;
  const data = sets[name] as Dataset;
  const { confusion } = evaluations[name] as Evaluation;
  const label = setLabels[name];
  if (confusion) {
    const classes = network.classes ?? confusion.map((_, i) => String(i));
    return `<h2>Right and wrong, class by class</h2>${classTables(confusion, classes, label)}`;
  }
  if (data.classes !== undefined)
    return `<h2>Right and wrong, class by class</h2><p>${data.classes.length} classes are too many to show.</p>`;
  if (network.classifies || data.outputs !== 1) return "";
  const { predictedSvg } = await import("./predictedSvg.ts");
  const picture = await predictedSvg(data.targets, network.predict(data.inputs), { set: label, target });
  if (picture === undefined) return "<h2>Right and wrong, row by row</h2><p>No prediction is a finite number.</p>";
  return `<h2>Right and wrong, row by row</h2><figure class="narrow">${picture}</figure>`;
}

function settingsTable(settings: object): string {
  const rows = Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `<tr><th scope="row"><code>${escaped(name)}</code></th><td class="text">${escaped(Array.isArray(value) ? value.join(", ") : String(value))}</td></tr>`,
    );
  return tableHtml("Settings of the run, defaults included", ["setting", "value"], rows.join(""), "text");
}

/** Nothing is loaded, run, sent, framed or opened: the page has its styles in it, and no more. */
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The whole page. */
export async function reportHtml(content: ReportContent): Promise<string> {
  const { curve, source, command, checkpoint, settings, summary, fingerprint, diagnosis, network } = content;
  const from = source === "-" ? "standard input" : source;
  const { ratesSvg } = await import("./ratesSvg.ts");
  const drawn =
    curve.points.length === 0
      ? "<p>No evaluation was made before the run ended.</p>"
      : `<figure class="wide" tabindex="0">${await learningCurveSvg(curve, { title: network.classifies ? "Cost and accuracy of each set" : "Cost of each set" })}</figure>${curveTable(curve.points)}`;
  const rates =
    curve.points.length === 0 ? "" : `<figure class="wide" tabindex="0">${await ratesSvg(curve.points)}</figure>`;
  const task = network.classifies ? `classification in ${Math.max(2, network.spec.outputs)} classes` : "regression";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Ravine">
<title>${escaped(`Training report: ${from}`)}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
<header><h1>Training report: <bdi>${escaped(from)}</bdi></h1><p>${escaped(task)}, ${escaped(counted(network.theta.length, "weight"))}</p>${tiles(content)}</header>
<section><h2>Diagnosis</h2>${findings(diagnosis)}</section>
<section><h2>Learning curves</h2>${drawn}</section>
<section><h2>The three sets</h2>${figuresTable(content)}</section>
<section>${await judged(content)}</section>
<section><h2>Step by step</h2>${rates}</section>
<section><h2>To make it again</h2>
${checkpoint === undefined ? "" : `<p>The run was resumed from ${escaped(checkpoint)}, which says that it was begun with this command:</p>`}<pre>${escaped(command)}</pre>
<p>The same data, settings and version give the fingerprint <code>${fingerprint}</code> on every machine.</p>
${settingsTable(settings)}
<h3>Network</h3><pre>${escaped(summary)}</pre></section>
</main>
</body>
</html>
`;
}
