// What a finished training leaves: files, a summary, a document, an exit code. Knows no command.

import type { Network } from "../api/network.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Sets } from "../data/split.ts";
import { figure, percent } from "../diagnosis/numberText.ts";
import type { Evaluation } from "../objective/evaluate.ts";
import { explainedText, regressionFigures } from "../report/regressionFigures.ts";
import { restoredPoint } from "../report/restoredPoint.ts";
import type { Diagnosis } from "../training/diagnosis.ts";
import type { Run } from "../training/run.ts";
import { DONE, FAILED, Failure, INTERRUPTED } from "./failure.ts";
import { type Kept, withCommand } from "./kept.ts";
import { bold, hasColors, type Speaker, sayDocument, tableText, writeWhole } from "./output.ts";
import { fittingOf } from "./parts.ts";
import { inFlags } from "./remedies.ts";

export interface Finished {
  readonly kind: "train" | "resume";
  readonly run: Run<Network>;
  readonly sets: Sets;
  readonly whole: Dataset;
  readonly kept: Kept;
  readonly checkpoint: string;
  readonly speaker: Speaker;
  readonly seconds: number;
}

const setNames = ["train", "validation", "test"] as const;
const words = { train: "training", validation: "validation", test: "test" };
const reasons: Readonly<Record<string, string>> = {
  epochs: "all epochs done",
  steps: "all steps done",
  patience: "the validation loss no longer fell",
  converged: "the gradient is as small as asked for",
  budget: "the budget is spent",
  aborted: "interrupted",
  diverged: "the cost was no longer finite",
};

/** Columns for the curves: labels to their left and a word to their right have room too. */
const curveWidth = () => Math.max(16, Math.min(64, (process.stdout.columns || 88) - 24));

/** A finding as lines of text. */
export const findingText = ({ severity, message, remedy }: Diagnosis) => `${severity}: ${message}\n  → ${remedy}`;

function summaryText(network: Network, sets: Sets, evaluations: Partial<Record<string, Evaluation>>): string {
  const present = setNames.filter((name) => sets[name] !== undefined);
  const classifies = evaluations.train?.accuracy !== undefined;
  const head = ["set", "rows", "loss", ...(classifies ? ["accuracy"] : ["R²", "RMS error"])];
  const rows = present.map((name) => {
    const data = sets[name] as Dataset;
    const evaluation = evaluations[name] as Evaluation;
    const start = [words[name], String(data.rows), figure(evaluation.loss)];
    if (classifies) return [...start, percent(evaluation.accuracy ?? 0)];
    const { explained, error } = regressionFigures(data.targets, network.predict(data.inputs));
    return [...start, explainedText(explained), figure(error)];
  });
  return tableText(
    [head, ...rows],
    head.map((_, i) => i > 0),
  );
}

/** Writes the files, says or documents the result. @returns the exit code */
export async function conclude(finished: Finished): Promise<number> {
  const { kind, run, sets, whole, kept, checkpoint, speaker, seconds } = finished;
  const { network, reason, curve } = run;
  const diagnosis = inFlags(run.diagnosis);
  const { settings } = kept;
  const interrupted = reason === "aborted";
  const evaluations = Object.fromEntries(
    setNames.flatMap((name) => (sets[name] ? [[name, network.evaluate(sets[name])] as const] : [])),
  );
  const files: Record<string, string> = {};
  const write = async (
    name: string,
    path: string,
    content: () => Promise<Uint8Array | string> | Uint8Array | string,
  ) => {
    await writeWhole(path, await content());
    files[name] = path;
  };
  if (interrupted) await write("checkpoint", checkpoint, () => withCommand(run.checkpoint(), kept));
  else {
    const { out, report, svg } = settings;
    if (out !== undefined) await write("model", out, () => network.save());
    if (settings.checkpoint !== undefined)
      await write("checkpoint", settings.checkpoint, () => withCommand(run.checkpoint(), kept));
    if (report !== undefined) {
      await write("report", report, async () => {
        const { reportHtml } = await import("../report/reportHtml.ts");
        const { optimizer, epochs } = fittingOf(settings, sets.train, sets.validation);
        return reportHtml({
          network: network.model,
          curve,
          reason,
          diagnosis,
          sets,
          evaluations,
          command: kept.command,
          settings: { ...settings, json: undefined, learningRate: optimizer?.learningRate, epochs },
          source: kept.data,
          target: settings.target,
          seconds,
          summary: network.summary(),
          fingerprint: network.fingerprint(),
        });
      });
    }
    if (svg !== undefined) {
      await write("svg", svg, async () => {
        const { learningCurveSvg } = await import("../report/learningCurveSvg.ts");
        return learningCurveSvg(curve, { title: `Learning curve: ${kept.data}` });
      });
    }
  }
  const fingerprint = network.fingerprint();
  const last = curve.points[curve.points.length - 1];
  if (speaker.quiet) {
    const { rows, features, classes } = whole;
    const figuresOf = ({ loss, accuracy }: Evaluation) => ({ loss, ...(accuracy === undefined ? {} : { accuracy }) });
    sayDocument({
      command: kind,
      data: { rows, features, ...(classes && { classes }) },
      ...Object.fromEntries(Object.entries(evaluations).map(([name, evaluation]) => [name, figuresOf(evaluation)])),
      epochs: last?.epoch ?? 0,
      steps: run.steps,
      reason,
      fingerprint,
      files,
      diagnosis,
    });
  } else {
    const { learningCurveText } = await import("../report/learningCurveText.ts");
    if (curve.points.length > 1)
      speaker.say(`\n${await learningCurveText(curve, { color: hasColors(), width: curveWidth() })}`);
    speaker.say(`\n${bold(summaryText(network, sets, evaluations))}\n`);
    speaker.say(
      `ended        ${reason}: ${reasons[reason]}, after ${run.steps.toLocaleString("en")} iterations in ${seconds.toFixed(1)} s`,
    );
    speaker.say(`fingerprint  ${fingerprint}`);
    const best = restoredPoint(curve, evaluations);
    if (best) speaker.say(`weights      of epoch ${figure(best.epoch)}, where the validation loss was lowest`);
    for (const [name, path] of Object.entries(files)) speaker.say(`${name.padEnd(11)}  ${path}`);
    if (diagnosis.length > 0) speaker.say(`\n${bold("Diagnosis")}\n${diagnosis.map(findingText).join("\n")}`);
    if (interrupted) speaker.say(`\nInterrupted after this step. Go on with:  ravine resume ${checkpoint}`);
  }
  if (interrupted) return INTERRUPTED;
  if (reason !== "diverged") return DONE;
  const finding = diagnosis.find(({ kind: found }) => found === "diverged");
  throw new Failure(`The training diverged. ${finding?.message ?? ""} ${finding?.remedy ?? ""}`.trim(), FAILED);
}
