// The options of a run that its checkpoint keeps.
import { type OptimizerJSON, optimizerToJSON } from "../optimizers/optimizer.ts";
import { type ScheduleJSON, scheduleToJSON } from "../schedules/schedule.ts";
import type { FitOptions } from "./fitOptions.ts";
import type { ReadFitOptions } from "./readFitOptions.ts";

/** Those that are kept as they are. */
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

/** A copy of the options that are kept as they are: whatever the caller does with the object, the run's stay. */
export const plainOptions = (options: FitOptions): PlainOptions =>
  JSON.parse(JSON.stringify(Object.fromEntries(plain.map((name) => [name, options[name]]))));

/** The options as the file holds them. */
export interface KeptOptions extends PlainOptions {
  readonly optimizer: OptimizerJSON;
  readonly schedule: ScheduleJSON;
  readonly shuffle: boolean | "function";
}

/** @param asked  as the caller passed them; the number of epochs is the read one, which `continue` moves */
export const keptOptions = (
  asked: PlainOptions,
  { epochs, optimizer, schedule, shuffle }: ReadFitOptions,
): KeptOptions => ({
  ...asked,
  ...(Number.isFinite(epochs) ? { epochs } : {}),
  optimizer: optimizerToJSON(optimizer),
  schedule: scheduleToJSON(schedule),
  shuffle: typeof shuffle === "function" ? "function" : shuffle,
});
