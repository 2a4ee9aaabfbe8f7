// Makes sure that the settings a checkpoint says are those of the run that it holds.
import { shown } from "../core/errors.ts";
import { jsonOf } from "../formats/requireKind.ts";
import type { TensorFile } from "../formats/writeTensors.ts";
import { optimizerToJSON } from "../optimizers/optimizer.ts";
import { constant } from "../schedules/constant.ts";
import { scheduleToJSON } from "../schedules/schedule.ts";
import { Failure, failureOf } from "./failure.ts";
import { hiddenLayers } from "./networkOf.ts";
import { readOptimizer } from "./readOptimizer.ts";
import { readSchedule } from "./readSchedule.ts";
import { requireSettings } from "./requireSettings.ts";
import type { Settings } from "./settings.ts";

/** What settings make of a run, by the settings' names, as a checkpoint keeps it. */
function runOf(settings: Settings): Readonly<Record<string, unknown>> {
  const { l1, l2, seed, schedule, batchSize, classWeights, clip } = settings;
  return {
    hidden: hiddenLayers(settings),
    l1,
    l2,
    seed,
    optimizer: optimizerToJSON(readOptimizer(settings)),
    schedule: scheduleToJSON(schedule === undefined ? constant() : readSchedule(schedule)),
    batchSize,
    classWeights: classWeights === "balanced" ? classWeights : undefined,
    clip: clip === undefined ? undefined : { norm: clip },
  };
}

const asObject = (value: unknown) => Object(value) as Readonly<Record<string, unknown>>;

/** The same of the run itself. */
function keptRun(path: string, file: TensorFile): Readonly<Record<string, unknown>> {
  const { layers, l1, l2 } = asObject(jsonOf(path, file, "spec"));
  const { seed, optimizer, schedule, batchSize, classWeights, clip } = asObject(jsonOf(path, file, "options"));
  const hidden = Array.isArray(layers) ? layers.slice(0, -1) : layers;
  return { hidden, l1, l2, seed, optimizer, schedule, batchSize, classWeights, clip };
}

const inWords = (value: unknown): string => (Object(value) === value ? JSON.stringify(value) : shown(value));

/**
 * @param path  of the checkpoint
 * @throws {Failure | FormatError} where a setting names what does not exist, or the run was begun with another; both are named
 */
export function requireSameRun(path: string, file: TensorFile, settings: Settings): void {
  let asked: Readonly<Record<string, unknown>>;
  try {
    requireSettings(settings);
    asked = runOf(settings);
  } catch (error) {
    throw new Failure(`${path}: settings: ${failureOf(error, { running: false }).message}`);
  }
  const kept = keptRun(path, file);
  for (const [name, value] of Object.entries(asked)) {
    if (JSON.stringify(value) === JSON.stringify(kept[name])) continue;
    throw new Failure(
      `${path}: its settings say ${name} ${inWords(value)}, but its run was begun with ${inWords(kept[name])}. The file is damaged, or was altered.`,
    );
  }
}
