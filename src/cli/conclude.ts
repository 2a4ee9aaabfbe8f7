// What a finished training leaves: its results first, then what is said of them, an exit code.
import type { Network } from "../api/network.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Sets } from "../data/split.ts";
import { figure } from "../diagnosis/figure.ts";
import type { Evaluation } from "../objective/evaluate.ts";
import { reasonText } from "../report/reasonText.ts";
import { restoredPoint } from "../report/restoredPoint.ts";
import type { Diagnosis } from "../training/diagnosis.ts";
import type { Run } from "../training/run.ts";
import type { CheckpointKeeper } from "./checkpointKeeper.ts";
import type { CommandRecord } from "./commandRecord.ts";
import { exitCodes } from "./exitCodes.ts";
import { Failure } from "./failure.ts";
import { findingText, inFlags } from "./findingText.ts";
import { fitOptionsOf } from "./fitOptionsOf.ts";
import { interruption } from "./interruption.ts";
import { outputErrors } from "./outputErrors.ts";
import { ResultFiles } from "./resultFiles.ts";
import { resumeFlags } from "./resumedSettings.ts";
import { bold, type Speaker, sayDocument } from "./speaker.ts";
import { ColouredLine, type Line, standardError, standardOutput } from "./standardStreams.ts";
import { type Evaluations, setNames, summaryText } from "./summaryText.ts";

export interface Finished {
  readonly kind: "train" | "resume";
  readonly run: Run<Network>;
  readonly sets: Sets;
  readonly whole: Dataset;
  readonly record: CommandRecord;
  readonly keeper: CheckpointKeeper;
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
  { kind, run, sets, record, seconds, keeper }: Finished,
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
    ...(kind === "resume" && { checkpoint: keeper.path }),
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

/** The run's checkpoint, as the command that trains it keeps it. */
async function writeCheckpoint(
  { run, keeper, record }: Finished,
  files: ResultFiles,
  path: string | undefined,
): Promise<void> {
  await files.write("checkpoint", path, () => keeper.fileOf(run.checkpoint()));
  const { checkpoint } = files.paths;
  if (checkpoint === undefined) return;
  interruption.checkpoint = checkpoint;
  interruption.resumeFlags = await resumeFlags(checkpoint, record);
}

/** Writes what must not be lost: the model, then the checkpoint; of a training that was cut the checkpoint alone. */
async function writeResults(finished: Finished, files: ResultFiles): Promise<void> {
  const { run, record, keeper } = finished;
  const isCut = run.reason === "aborted";
  if (!isCut) await files.write("model", record.settings.out, () => run.network.save());
  await writeCheckpoint(finished, files, isCut ? keeper.path : record.settings.checkpoint);
  if (files.paths.model !== undefined) await keeper.remove();
}

/** Evaluates, draws and says; each only where no further signal has come. @returns false where one has left something out */
async function presentResults(finished: Finished, files: ResultFiles, signals: number): Promise<boolean> {
  const { run, sets, record, speaker } = finished;
  const isHurried = async () => (await interruption.count()) > signals;
  const evaluations: { [Name in (typeof setNames)[number]]?: Evaluation } = {};
  for (const name of setNames) {
    const data = sets[name];
    if (await isHurried()) return false;
    if (data) evaluations[name] = run.network.evaluate(data);
  }
  const results = { diagnosis: inFlags(run.diagnosis), evaluations };
  const { report, svg } = run.reason === "aborted" ? {} : record.settings;
  for (const [called, path, content] of [
    ["report", report, () => reportOf(finished, results)],
    ["svg", svg, () => curvePicture(finished)],
  ] as const) {
    if (await isHurried()) return false;
    await files.write(called, path, content);
  }
  if (await isHurried()) return false;
  if (speaker.quiet) sayDocument(documentOf(finished, results, files.paths));
  else await sayResults(finished, results, files.paths);
  return true;
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

async function curveLines(curve: Run<Network>["curve"]): Promise<Line[]> {
  const { learningCurveText } = await import("../report/learningCurveText.ts");
  const drawn = await learningCurveText(curve, { color: standardOutput.hasColours, width: curveWidth() });
  return drawn.split("\n").map((line) => new ColouredLine(line));
}

async function sayResults(
  { run, sets, speaker, seconds }: Finished,
  { diagnosis, evaluations }: Results,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const { network, reason, curve, steps } = run;
  const { say } = speaker;
  if (curve.points.length > 1) {
    const drawn = await curveLines(curve).catch(() => ["the learning curve is left out: it cannot be drawn"]);
    say("", ...drawn);
  }
  say("", ...summaryText(network, sets, evaluations).map(bold), "");
  const ended = `${reason}: ${reasonText[reason]}, after ${steps.toLocaleString("en")} iterations`;
  say(`ended        ${ended} in ${seconds.toFixed(1)} s`);
  say(`fingerprint  ${network.fingerprint()}`);
  const best = restoredPoint(curve, evaluations);
  if (best) say(`weights      of epoch ${figure(best.epoch)}, where the validation loss was lowest`);
  if (run.note !== undefined) say(`note         ${run.note}`);
  for (const [name, path] of Object.entries(files)) say(`${name.padEnd(11)}  ${path}`);
  if (diagnosis.length > 0) say("", bold("Diagnosis"), ...diagnosis.flatMap(findingText));
}

/** What an interrupted command has to say: on standard output beside its results, else where it can still be read. */
function sayInterrupted({ run, speaker, record }: Finished, { paths }: ResultFiles, isWhole: boolean): void {
  const count = `${run.steps.toLocaleString("en")} iterations`;
  const ended = run.reason === "aborted" ? `after ${count}` : `after the training of ${count}`;
  const model = paths.model === undefined ? "" : `: the model is in ${paths.model}`;
  const { report, svg } = run.reason === "aborted" ? {} : record.settings;
  const missing = [report && !paths.report ? ["report"] : [], svg && !paths.svg ? ["picture"] : []].flat();
  const rest = isWhole ? "" : `; ${["figures", ...missing].join(", ")} are left out`;
  const text = `nterrupted ${ended}${model}${rest}; ${interruption.resumeText}`;
  if (isWhole && !speaker.quiet && !outputErrors.isClosed) speaker.say("", `I${text}`);
  else standardError.lines(`ravine: i${text}`);
}

function divergence({ run }: Finished): Failure {
  const finding = inFlags(run.diagnosis).find(({ kind }) => kind === "diverged");
  return new Failure(
    `The training diverged. ${finding?.message ?? ""} ${finding?.remedy ?? ""}`.trim(),
    exitCodes.failed,
  );
}

/**
 * Writes model and checkpoint before anything that takes time or may fail, then says or documents the result.
 * @returns the exit code
 */
export async function conclude(finished: Finished): Promise<number> {
  const { run, keeper, record } = finished;
  const isCut = run.reason === "aborted";
  const signals = isCut ? 1 : 0;
  const isLate = (await interruption.count()) > signals;
  const files = new ResultFiles();
  await writeResults(finished, files);
  const isWhole = !isLate && (await presentResults(finished, files, signals));
  // without a model the checkpoint is all that an interrupted command leaves
  if (!isWhole && !files.paths.model && !files.paths.checkpoint) await writeCheckpoint(finished, files, keeper.path);
  if (isCut || !isWhole) sayInterrupted(finished, files, isWhole);
  else if (record.settings.out === undefined) await keeper.remove();
  if (files.hasFailed) return exitCodes.failed;
  if (run.reason === "diverged") throw divergence(finished);
  return isCut || !isWhole ? exitCodes.interrupted : exitCodes.done;
}
