// `ravine train`: from a table to a model, its learning curves and an honest reading of them.

import { Network } from "../../api/network.ts";
import { type Sets, split } from "../../data/split.ts";
import type { Run } from "../../training/run.ts";
import { CheckpointKeeper } from "../checkpointKeeper.ts";
import { commandFlags } from "../commandFlags.ts";
import { conclude } from "../conclude.ts";
import { failureOf } from "../failure.ts";
import { fitOptionsOf } from "../fitOptionsOf.ts";
import { interruption } from "../interruption.ts";
import { descriptionOf, loadTable } from "../loadTable.ts";
import { networkOf } from "../networkOf.ts";
import { outputErrors } from "../outputErrors.ts";
import { progress } from "../progress.ts";
import { requireSettings } from "../requireSettings.ts";
import { requireWritable } from "../requireWritable.ts";
import { resumeFlags } from "../resumedSettings.ts";
import { configurationName, readSettings, type Settings } from "../settings.ts";
import { sourceOf } from "../source.ts";
import { speaker } from "../speaker.ts";

/** Where a training is kept while it runs, and when it is interrupted: beside the model. */
const checkpointOf = (out: string | undefined, checkpoint: string | undefined): string =>
  checkpoint ?? `${(out ?? "model").replace(/\.safetensors$/, "")}.checkpoint`;

/** The settings, with the files that a training leaves where no flag says otherwise. @throws {Failure} on settings that do not go together */
async function settingsOf(flags: Readonly<Record<string, unknown>>): Promise<Settings> {
  const asked = await readSettings(flags);
  const settings = {
    ...asked,
    ...(flags.out === false ? {} : { out: asked.out ?? commandFlags.train.out.shown }),
    ...(flags.report === false ? {} : { report: asked.report ?? commandFlags.train.report.shown }),
  };
  requireSettings(settings);
  return settings;
}

/** @returns the exit code */
export async function trainCommand(
  data: string,
  flags: Readonly<Record<string, unknown>>,
  command: string,
): Promise<number> {
  const started = performance.now();
  const settings = await settingsOf(flags);
  const checkpoint = checkpointOf(settings.out, settings.checkpoint);
  const { out, report, svg } = settings;
  // where nothing is asked for, nothing need be writable
  const written = out === undefined ? settings.checkpoint : checkpoint;
  await requireWritable(
    { "--out": out, "--report": report, "--svg": svg, "--checkpoint": written },
    { DATA: data, "--labels": settings.labels, "--config": configurationName(flags) },
  );
  if ([out, report, svg, settings.checkpoint].some((path) => path !== undefined)) outputErrors.filesAreResult();
  const record = { data, settings, command };
  const keeper = new CheckpointKeeper(checkpoint, record, settings.checkpoint !== undefined);
  interruption.resumeFlags = await resumeFlags(checkpoint, record);
  let table: string | undefined;
  let running = false;
  try {
    const source = await sourceOf(data);
    table = source.name;
    const { say, quiet } = speaker(settings.json);
    const loaded = await loadTable(source, settings);
    say(...descriptionOf(loaded), "");
    const { validation, test, seed } = settings;
    const sets: Sets = split(loaded.data, { validation, test, seed });
    const network = await Network.create(networkOf(settings, sets.train, loaded.columns));
    const fitting = fitOptionsOf(settings, sets.train, sets.validation);
    say(...network.summary().split("\n"), "");
    const bar = progress(fitting.epochs ?? 0, quiet);
    running = true;
    const run: Run<Network> = await network
      .fit(sets.train, {
        ...fitting,
        ...(sets.validation && { validation: sets.validation }),
        ...(sets.test && { test: sets.test }),
        signal: interruption.beginTraining(),
        onProgress: (point) => bar.show(point),
        checkpointEvery: keeper.every,
      })
      .finally(() => bar.end());
    const seconds = (performance.now() - started) / 1000;
    return await conclude({
      kind: "train",
      run,
      sets,
      whole: loaded.data,
      record: { data, settings, command },
      keeper,
      speaker: { quiet, say },
      seconds,
    });
  } catch (error) {
    throw failureOf(error, { names: { csv: table }, running });
  }
}
