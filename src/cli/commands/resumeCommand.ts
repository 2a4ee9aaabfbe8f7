// `ravine resume`: goes on with an interrupted training to the same fingerprint as an unbroken one.
import { resume } from "../../api/resume.ts";
import { type Sets, split } from "../../data/split.ts";
import { CheckpointKeeper } from "../checkpointKeeper.ts";
import { readCommandRecord } from "../commandRecord.ts";
import { conclude } from "../conclude.ts";
import { failureOf } from "../failure.ts";
import { interruption } from "../interruption.ts";
import { loadTable } from "../loadTable.ts";
import { outputErrors } from "../outputErrors.ts";
import { progress } from "../progress.ts";
import { readWhole } from "../readWhole.ts";
import { isOtherData, otherTable, requireSameTable } from "../requireSameTable.ts";
import { requireWritable } from "../requireWritable.ts";
import { resumedSettings, resumeFlags } from "../resumedSettings.ts";
import { sourceOf } from "../source.ts";
import { speaker } from "../speaker.ts";
import { removeLeft } from "../temporaryName.ts";

/** @returns the exit code */
export async function resumeCommand(path: string, flags: Readonly<Record<string, unknown>>): Promise<number> {
  const started = performance.now();
  let table: string | undefined = path;
  let running = false;
  try {
    const bytes = await readWhole(path);
    const { file, ...record } = readCommandRecord(path, bytes);
    const { settings, data, changed } = await resumedSettings(path, record, flags);
    const { out, report, svg, checkpoint } = settings;
    await requireWritable(
      { "--out": out, "--report": report, "--svg": svg, "--checkpoint": checkpoint },
      { CHECKPOINT: path, "--data": data, "--labels": settings.labels },
      { "--checkpoint": "CHECKPOINT" },
    );
    if ([out, report, svg, checkpoint].some((file) => file !== undefined)) outputErrors.filesAreResult();
    await removeLeft(path, new Set());
    const source = await sourceOf(data);
    table = source.name;
    const { say, quiet } = speaker(settings.json);
    if (flags.data === undefined) say(`data         ${data}, as ${path} says; --data FILE names another`, "");
    const loaded = await loadTable(source, settings);
    requireSameTable(path, file, loaded);
    const { validation, test, seed } = settings;
    const sets: Sets = split(loaded.data, { validation, test, seed });
    const kept = { ...record, data, settings };
    const keeper = new CheckpointKeeper(path, kept, true);
    interruption.checkpoint = path;
    interruption.resumeFlags = await resumeFlags(path, kept);
    const bar = progress(settings.epochs ?? 100, quiet);
    const run = await resume(bytes, sets.train, {
      ...(sets.validation && { validation: sets.validation }),
      ...(sets.test && { test: sets.test }),
      ...(changed.epochs === undefined ? {} : { epochs: changed.epochs }),
      ...(changed.steps === undefined ? {} : { steps: changed.steps }),
      signal: interruption.beginTraining(),
      checkpointEvery: keeper.every,
      onProgress: (point) => {
        running = true;
        bar.show(point);
      },
    }).finally(() => bar.end());
    running = true;
    const seconds = (performance.now() - started) / 1000;
    return await conclude({
      kind: "resume",
      run,
      sets,
      whole: loaded.data,
      record: kept,
      keeper,
      speaker: { quiet, say },
      seconds,
    });
  } catch (error) {
    if (table !== undefined && isOtherData(error)) throw otherTable(path, table, error);
    throw failureOf(error, { names: { csv: table, resume: path }, running });
  }
}
