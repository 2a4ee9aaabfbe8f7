// Refuses settings that name what does not exist, before any data is read.
import { dense } from "../layers/dense.ts";
import { Failure } from "./failure.ts";
import { hiddenLayers } from "./networkOf.ts";
import { readOptimizer } from "./readOptimizer.ts";
import { readSchedule } from "./readSchedule.ts";
import type { Settings } from "./settings.ts";

/** @throws {Failure | OptionError} of the flag, or of the option that it sets */
export function requireSettings(settings: Settings): void {
  const { activation, initializer, schedule, validation } = settings;
  readOptimizer(settings);
  if (schedule !== undefined && readSchedule(schedule).kind === "plateau" && validation === 0)
    throw new Failure(
      "--schedule: plateau watches the validation loss, and --validation is 0. Give --validation 0.15.",
    );
  hiddenLayers(settings);
  dense(1, { activation, ...(initializer !== undefined && { initializer }) }); // also where there is no hidden layer
}
