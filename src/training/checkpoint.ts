// A run as a safetensors file: everything that going on to the same bits needs; readCheckpoint.ts reads it. Knows no kernel.
import { DataError } from "../core/errors.ts";
import { envelope, numbersToJSON } from "../formats/envelope.ts";
import { type NamedTensor, type TensorValues, writeTensors } from "../formats/safetensors.ts";
import type { Model } from "../network/model.ts";
import { specTexts } from "../network/modelFile.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { type ScheduleJSON, scheduleToJSON } from "../schedules/schedule.ts";
import type { FitOptions } from "./options.ts";
import type { RunParts } from "./run.ts";

export const KIND = "ravine-checkpoint";
export const VERSION = 1;

/** Options that a checkpoint keeps as they are. */
const plain = [
  "epochs",
  "batchSize",
  "evaluateEvery",
  "earlyStopping",
  "restoreBest",
  "convergence",
  "classWeights",
  "clip",
  "seed",
] as const;

export type PlainOptions = Pick<FitOptions, (typeof plain)[number]>;

/** A copy of the options that a checkpoint keeps as they are: whatever the caller does with the object, the run's stay. */
export const plainOptions = (given: FitOptions): PlainOptions =>
  JSON.parse(JSON.stringify(Object.fromEntries(plain.map((name) => [name, given[name]]))));

/** The options as the file holds them. */
export interface KeptOptions extends PlainOptions {
  readonly optimizer: Pick<Optimizer, "name" | "options">;
  readonly schedule: ScheduleJSON;
  readonly shuffle: boolean | "function";
}

const vector = (name: string, values: TensorValues): NamedTensor => ({ name, shape: [values.length], values });

/** The bytes of a run. */
export function writeCheckpoint(model: Model, { asked, options, state, costs, hashes }: RunParts): Uint8Array {
  const { theta, vectors, scalars, best, points, ...figures } = state;
  const { optimizer, schedule, shuffle } = options;
  const kept: KeptOptions = {
    ...asked,
    ...(Number.isFinite(options.epochs) ? { epochs: options.epochs } : {}),
    optimizer: { name: optimizer.name, options: optimizer.options },
    schedule: scheduleToJSON(schedule),
    shuffle: typeof shuffle === "function" ? "function" : shuffle,
  };
  const tensors = [
    vector("theta", theta),
    ...vectors.map((values, i) => vector(`optimizer.${i}`, values)),
    vector("optimizer.scalars", scalars),
    ...(best ? [vector("best", best.theta)] : []),
    vector("batchLoss", costs.values()),
  ];
  const metadata = {
    ...envelope(KIND, VERSION),
    ...specTexts(model),
    options: JSON.stringify(kept),
    state: numbersToJSON({ ...figures, bestMetric: best?.metric ?? null }),
    points: numbersToJSON(points),
    data: JSON.stringify(hashes ?? {}),
  };
  return writeTensors({ tensors, metadata });
}

/** @throws {DataError} where a run is to go on with other data than it began with; the test set decides nothing and may differ */
export function requireSameData(before: RunParts["hashes"], now: Readonly<Record<string, string>>): void {
  if (before === undefined) return;
  for (const set of ["train", "validation"]) {
    if (before[set] === now[set]) continue;
    const received = now[set] === undefined ? `no ${set} data` : `${set} data with hash ${now[set]}`;
    const expected =
      before[set] === undefined ? `no ${set} data, as at the start` : `the data of the start, hash ${before[set]}`;
    throw new DataError({
      where: `resume: ${set} data`,
      received,
      expected,
      hint: "Give the same rows in the same order.",
    });
  }
}
