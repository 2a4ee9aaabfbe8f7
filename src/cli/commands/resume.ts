// `ravine resume`: goes on with an interrupted training to the same fingerprint as an unbroken one. Knows no other command.
import { readFile } from "node:fs/promises";
import { resume as resumeRun } from "../../api/resume.ts";
import type { Sets } from "../../data/split.ts";
import { split } from "../../data/split.ts";
import { Failure, failureOf } from "../failure.ts";
import { interruptible } from "../interruption.ts";
import { commandOf } from "../kept.ts";
import { load } from "../loadTable.ts";
import { requireWritable, speaker } from "../output.ts";
import { progress } from "../progress.ts";
import { conclude } from "../result.ts";
import { checkedSettings, flagOf, readFlag, type SettingName } from "../settings.ts";
import { sourceOf } from "../source.ts";

/** Settings that may change on the way. */
const free = ["out", "report", "svg", "checkpoint", "json", "epochs", "steps", "labels"] as const;

/** @returns the exit code */
export async function resume(path: string, flags: Readonly<Record<string, unknown>>): Promise<number> {
  const started = performance.now();
  let table: string | undefined = path;
  let running = false;
  try {
    const bytes = new Uint8Array(await readFile(path));
    const kept = commandOf(path, bytes);
    const given = Object.fromEntries(
      free.flatMap((name) => {
        const value = flags[name];
        if (value === undefined || value === false) return [];
        return [[name, typeof value === "string" ? readFlag(name as SettingName, value) : value]];
      }),
    );
    const own = checkedSettings(given, flagOf, "");
    const settings = { ...kept.settings, json: false, ...own };
    const data = typeof flags.data === "string" ? flags.data : kept.data;
    if (data === "-" && flags.data === undefined)
      throw new Failure(`${path}: its data came from standard input. Give it again: --data FILE or --data -.`);
    const { out, report, svg, checkpoint } = settings;
    await requireWritable({ "--out": out, "--report": report, "--svg": svg, "--checkpoint": checkpoint });
    const source = await sourceOf(data);
    table = source.name;
    const { say, quiet } = speaker(settings.json);
    const loaded = await load(source, settings);
    const { validation, test, seed } = settings;
    const sets: Sets = split(loaded.data, { validation, test, seed });
    const bar = progress(settings.epochs ?? 100, quiet);
    const run = await interruptible((signal) =>
      resumeRun(bytes, sets.train, {
        ...(sets.validation && { validation: sets.validation }),
        ...(sets.test && { test: sets.test }),
        ...(own.epochs === undefined ? {} : { epochs: own.epochs }),
        ...(own.steps === undefined ? {} : { steps: own.steps }),
        signal,
        onProgress: (point) => {
          running = true;
          bar.show(point);
        },
      }),
    ).finally(() => bar.end());
    running = true;
    const seconds = (performance.now() - started) / 1000;
    const now = { ...kept, data, settings };
    return await conclude({
      kind: "resume",
      run,
      sets,
      whole: loaded.data,
      kept: now,
      checkpoint: path,
      speaker: { quiet, say },
      seconds,
    });
  } catch (error) {
    throw failureOf(error, { table, running });
  }
}
