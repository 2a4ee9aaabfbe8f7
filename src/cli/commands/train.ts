// `ravine train`: from a table to a model, its learning curves and an honest reading of them. Knows no other command.

import { Network } from "../../api/network.ts";
import type { Sets } from "../../data/split.ts";
import { split } from "../../data/split.ts";
import type { Run } from "../../training/run.ts";
import { failureOf } from "../failure.ts";
import { interruptible } from "../interruption.ts";
import { descriptionOf, load } from "../loadTable.ts";
import { requireWritable, speaker } from "../output.ts";
import { fittingOf, networkOf, requireParts } from "../parts.ts";
import { progress } from "../progress.ts";
import { conclude } from "../result.ts";
import { readSettings } from "../settings.ts";
import { sourceOf } from "../source.ts";

/** Where a training that is interrupted is kept: beside the model. */
export const checkpointOf = (out: string | undefined, given: string | undefined): string =>
  given ?? `${(out ?? "model").replace(/\.safetensors$/, "")}.checkpoint`;

/** @returns the exit code */
export async function train(data: string, flags: Readonly<Record<string, unknown>>, command: string): Promise<number> {
  const started = performance.now();
  const own = await readSettings(flags);
  const settings = {
    ...own,
    ...(flags.out === false ? {} : { out: own.out ?? "model.safetensors" }),
    ...(flags.report === false ? {} : { report: own.report ?? "report.html" }),
  };
  requireParts(settings);
  const checkpoint = checkpointOf(settings.out, settings.checkpoint);
  const { out, report, svg } = settings;
  // where nothing is asked for, nothing need be writable
  const kept = out === undefined ? settings.checkpoint : checkpoint;
  await requireWritable({ "--out": out, "--report": report, "--svg": svg, "--checkpoint": kept });
  let table: string | undefined;
  let running = false;
  try {
    const source = await sourceOf(data);
    table = source.name;
    const { say, quiet } = speaker(settings.json);
    const loaded = await load(source, settings);
    say(`${descriptionOf(loaded)}\n`);
    const { validation, test, seed } = settings;
    const sets: Sets = split(loaded.data, { validation, test, seed });
    const network = await Network.create(networkOf(settings, sets.train, loaded.columns));
    const fitting = fittingOf(settings, sets.train, sets.validation);
    say(`${network.summary()}\n`);
    const bar = progress(fitting.epochs ?? 0, quiet);
    running = true;
    const run: Run<Network> = await interruptible((signal) =>
      network.fit(sets.train, {
        ...fitting,
        ...(sets.validation && { validation: sets.validation }),
        ...(sets.test && { test: sets.test }),
        signal,
        onProgress: (point) => bar.show(point),
      }),
    ).finally(() => bar.end());
    const seconds = (performance.now() - started) / 1000;
    return await conclude({
      kind: "train",
      run,
      sets,
      whole: loaded.data,
      kept: { data, settings, command },
      checkpoint,
      speaker: { quiet, say },
      seconds,
    });
  } catch (error) {
    throw failureOf(error, { table, running });
  }
}
