// `ravine resume`: goes on with an interrupted training to the same fingerprint as an unbroken one.
import { resume } from "../../api/resume.ts";
import { type Sets, split } from "../../data/split.ts";
import { readCommandRecord } from "../commandRecord.ts";
import { conclude } from "../conclude.ts";
import { failureOf } from "../failure.ts";
import { interruptible } from "../interruptible.ts";
import { loadTable } from "../loadTable.ts";
import { progress } from "../progress.ts";
import { readWhole } from "../readWhole.ts";
import { isOtherData, otherTable, requireSameTable } from "../requireSameTable.ts";
import { requireWritable } from "../requireWritable.ts";
import { resumedSettings } from "../resumedSettings.ts";
import { sourceOf } from "../source.ts";
import { speaker } from "../speaker.ts";

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
    const source = await sourceOf(data);
    table = source.name;
    const { say, quiet } = speaker(settings.json);
    if (flags.data === undefined) say(`data         ${data}, as ${path} says; --data FILE names another`, "");
    const loaded = await loadTable(source, settings);
    requireSameTable(path, file, loaded);
    const { validation, test, seed } = settings;
    const sets: Sets = split(loaded.data, { validation, test, seed });
    const bar = progress(settings.epochs ?? 100, quiet);
    const run = await interruptible((signal) =>
      resume(bytes, sets.train, {
        ...(sets.validation && { validation: sets.validation }),
        ...(sets.test && { test: sets.test }),
        ...(changed.epochs === undefined ? {} : { epochs: changed.epochs }),
        ...(changed.steps === undefined ? {} : { steps: changed.steps }),
        signal,
        onProgress: (point) => {
          running = true;
          bar.show(point);
        },
      }),
    ).finally(() => bar.end());
    running = true;
    const seconds = (performance.now() - started) / 1000;
    return await conclude({
      kind: "resume",
      run,
      sets,
      whole: loaded.data,
      record: { ...record, data, settings },
      checkpoint: path,
      speaker: { quiet, say },
      seconds,
    });
  } catch (error) {
    if (table !== undefined && isOtherData(error)) throw otherTable(path, table, error);
    throw failureOf(error, { names: { csv: table, resume: path }, running });
  }
}
