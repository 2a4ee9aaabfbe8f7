// A training from settings and the data that it is for.
import type { Dataset } from "../data/dataset.ts";
import type { FitOptions } from "../training/fitOptions.ts";
import { readOptimizer } from "./readOptimizer.ts";
import { readSchedule } from "./readSchedule.ts";
import type { Settings } from "./settings.ts";

const LEAST_EPOCHS = 100;
const LEAST_STEPS = 5000;

/** The training that settings describe; without --epochs until patience ends it, at most 100 epochs or 5,000 steps, whichever is more. */
export function fitOptionsOf(settings: Settings, train: Dataset, validation: Dataset | undefined): FitOptions {
  const { batchSize, epochs, steps, patience, schedule, seed, classWeights, clip } = settings;
  const stepsPerEpoch = Math.ceil(train.rows / batchSize);
  const most = Math.max(LEAST_EPOCHS, Math.ceil(LEAST_STEPS / stepsPerEpoch));
  return {
    optimizer: readOptimizer(settings),
    ...(schedule === undefined ? {} : { schedule: readSchedule(schedule) }),
    epochs: epochs ?? most,
    ...(steps === undefined ? {} : { steps }),
    batchSize,
    ...(validation && patience > 0 ? { earlyStopping: { patience } } : {}),
    ...(classWeights === "balanced" ? { classWeights } : {}),
    ...(clip === undefined ? {} : { clip: { norm: clip } }),
    seed,
  };
}
