// A network and a training from settings. Knows no data file and no terminal.

import type { Column } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { standardizer } from "../data/standardizer.ts";
import { dense } from "../layers/dense.ts";
import { dropout } from "../layers/dropout.ts";
import type { NetworkOptions } from "../network/spec.ts";
import type { FitOptions } from "../training/fitOptions.ts";
import { Failure } from "./failure.ts";
import { flagged } from "./flagged.ts";
import { readOptimizer } from "./readOptimizer.ts";
import { readSchedule } from "./readSchedule.ts";
import type { Settings } from "./settings.ts";

const LEAST_EPOCHS = 100;
const LEAST_STEPS = 5000;

/** Refuses names that do not exist, before any data is read. @throws {Failure} naming the flag */
export function requireParts({ activation, initializer, schedule, ...settings }: Settings): void {
  readOptimizer({ activation, ...settings });
  if (schedule !== undefined && readSchedule(schedule).kind === "plateau" && settings.validation === 0)
    throw new Failure(
      "--schedule: plateau watches the validation loss, and --validation is 0. Give --validation 0.15.",
    );
  flagged("--hidden", () => settings.hidden.map((units) => dense(units)));
  flagged("--activation", () => dense(1, { activation }));
  if (initializer !== undefined) flagged("--initializer", () => dense(1, { initializer }));
}

/** The network that settings describe, for these data; raw rows go in, standardised by the training set. */
export function networkOf(settings: Settings, train: Dataset, columns: readonly Column[]): NetworkOptions {
  const { hidden, activation, initializer, keep, l1, l2, seed } = settings;
  const { classes } = train;
  const layers = hidden.flatMap((units) => [
    dense(units, { activation, ...(initializer === undefined ? {} : { initializer }) }),
    ...(keep < 1 ? [dropout({ keep })] : []),
  ]);
  return {
    inputs: train.features,
    layers: [...layers, dense(classes?.length ?? train.outputs)],
    loss: classes ? "softmaxCrossEntropy" : "meanSquaredError",
    l1,
    l2,
    seed,
    standardizer: standardizer(train, { targets: classes === undefined }),
    ...(classes && { classes }),
    columns,
  };
}

/** The training that settings describe; without --epochs until patience ends it, at most 100 epochs or 5,000 steps, whichever is more. */
export function fittingOf(settings: Settings, train: Dataset, validation: Dataset | undefined): FitOptions {
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
