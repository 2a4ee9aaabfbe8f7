// What a finished training leaves: files, a summary or a document, an exit code.
import type { Network } from "../api/network.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Sets } from "../data/split.ts";
import { figure } from "../diagnosis/figure.ts";
import type { Evaluation } from "../objective/evaluate.ts";
import { reasonText } from "../report/reasonText.ts";
import { restoredPoint } from "../report/restoredPoint.ts";
import type { Diagnosis } from "../training/diagnosis.ts";
import type { Run } from "../training/run.ts";
import { type CommandRecord, withCommandRecord } from "./commandRecord.ts";
import { exitCodes } from "./exitCodes.ts";
import { Failure } from "./failure.ts";
import { findingText, inFlags } from "./findingText.ts";
import { fitOptionsOf } from "./fitOptionsOf.ts";
import { resumeLine } from "./resumedSettings.ts";
import { bold, type Speaker, sayDocument } from "./speaker.ts";
import { ColouredLine, standardOutput } from "./standardStreams.ts";
import { type Evaluations, setNames, summaryText } from "./summaryText.ts";
import { writeWhole } from "./writeWhole.ts";

export interface Finished {
  readonly kind: "train" | "resume";
  readonly run: Run<Network>;
  readonly sets: Sets;
  readonly whole: Dataset;
  readonly record: CommandRecord;
  readonly checkpoint: string;
  readonly speaker: Speaker;
  readonly seconds: number;
}

/** What is said of a finished training beside its files. */
interface Results {
  readonly diagnosis: readonly Diagnosis[];
  readonly evaluations: Evaluations;
}

/** Columns for the curves: labels to their left and a word to their right have room too. */
const curveWidth = () => Math.max(16, Math.min(64, (standardOutput.columns || 88) - 24));

async function reportOf(
  { kind, run, sets, record, seconds, checkpoint }: Finished,
  { diagnosis, evaluations }: Results,
): Promise<string> {
  const { reportHtml } = await import("../report/reportHtml.ts");
  const { network, curve, reason } = run;
  const { settings, command, data: source } = record;
  const { optimizer, epochs } = fitOptionsOf(settings, sets.train, sets.validation);
  return reportHtml({
    network: network.model,
    curve,
    reason,
    diagnosis,
    sets,
    evaluations,
    command,
    ...(kind === "resume" && { checkpoint }),
    settings: { ...settings, json: undefined, learningRate: optimizer?.learningRate, epochs },
    source,
    target: settings.target,
    seconds,
    summary: network.summary(),
    fingerprint: network.fingerprint(),
  });
}

async function curvePicture({ run, record }: Finished): Promise<string> {
  const { learningCurveSvg } = await import("../report/learningCurveSvg.ts");
  return learningCurveSvg(run.curve, { title: `Learning curve: ${record.data}` });
}

/** Writes what was asked for; of an interrupted training the checkpoint alone. @returns the paths by what the files are */
async function writeFiles(finished: Finished, results: Results): Promise<Record<string, string>> {
  const { run, record, checkpoint } = finished;
  const resumable = () => withCommandRecord(run.checkpoint(), record);
  const { out, report, svg, checkpoint: wanted } = record.settings;
  const contents: [name: string, path: string | undefined, content: () => Promise<string> | Uint8Array][] =
    run.reason === "aborted"
      ? [["checkpoint", checkpoint, resumable]]
      : [
          ["model", out, () => run.network.save()],
          ["checkpoint", wanted, resumable],
          ["report", report, () => reportOf(finished, results)],
          ["svg", svg, () => curvePicture(finished)],
        ];
  const files: Record<string, string> = {};
  for (const [name, path, content] of contents) {
    if (path === undefined) continue;
    await writeWhole(path, await content());
    files[name] = path;
  }
  return files;
}

function documentOf({ kind, run, whole }: Finished, { diagnosis, evaluations }: Results, files: object): object {
  const { curve, reason, steps, network } = run;
  const { rows, features, classes } = whole;
  const figuresOf = ({ loss, accuracy }: Evaluation) => ({ loss, ...(accuracy === undefined ? {} : { accuracy }) });
  return {
    command: kind,
    data: { rows, features, ...(classes && { classes }) },
    ...Object.fromEntries(Object.entries(evaluations).map(([name, evaluation]) => [name, figuresOf(evaluation)])),
    epochs: curve.points[curve.points.length - 1]?.epoch ?? 0,
    steps,
    reason,
    fingerprint: network.fingerprint(),
    files,
    diagnosis,
  };
}

async function sayResults(
  { run, sets, speaker, seconds, checkpoint, record }: Finished,
  { diagnosis, evaluations }: Results,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const { network, reason, curve, steps } = run;
  const { say } = speaker;
  if (curve.points.length > 1) {
    const { learningCurveText } = await import("../report/learningCurveText.ts");
    const drawn = await learningCurveText(curve, { color: standardOutput.hasColours, width: curveWidth() });
    say("", ...drawn.split("\n").map((line) => new ColouredLine(line)));
  }
  say("", ...summaryText(network, sets, evaluations).map(bold), "");
  const ended = `${reason}: ${reasonText[reason]}, after ${steps.toLocaleString("en")} iterations`;
  say(`ended        ${ended} in ${seconds.toFixed(1)} s`);
  say(`fingerprint  ${network.fingerprint()}`);
  const best = restoredPoint(curve, evaluations);
  if (best) say(`weights      of epoch ${figure(best.epoch)}, where the validation loss was lowest`);
  for (const [name, path] of Object.entries(files)) say(`${name.padEnd(11)}  ${path}`);
  if (diagnosis.length > 0) say("", bold("Diagnosis"), ...diagnosis.flatMap(findingText));
  if (reason === "aborted")
    say("", `Interrupted after this step. Go on with:  ${await resumeLine(checkpoint, record)}`);
}

/** Writes the files, says or documents the result. @returns the exit code */
export async function conclude(finished: Finished): Promise<number> {
  const { run, sets, speaker } = finished;
  const { network, reason } = run;
  const diagnosis = inFlags(run.diagnosis);
  const evaluations: Evaluations = Object.fromEntries(
    setNames.flatMap((name) => (sets[name] ? [[name, network.evaluate(sets[name])] as const] : [])),
  );
  const results = { diagnosis, evaluations };
  const files = await writeFiles(finished, results);
  if (speaker.quiet) sayDocument(documentOf(finished, results, files));
  else await sayResults(finished, results, files);
  if (reason === "aborted") return exitCodes.interrupted;
  if (reason !== "diverged") return exitCodes.done;
  const finding = diagnosis.find(({ kind }) => kind === "diverged");
  const text = `The training diverged. ${finding?.message ?? ""} ${finding?.remedy ?? ""}`.trim();
  throw new Failure(text, exitCodes.failed);
}
