// Training from the beginning: reads the options and starts a run.
import type { Model } from "../network/model.ts";
import type { DataSets } from "../objective/tables.ts";
import { CostLog } from "./curve.ts";
import type { Judge } from "./diagnosis.ts";
import type { FitOptions } from "./fitOptions.ts";
import { plainOptions } from "./keptOptions.ts";
import { limitsFrom } from "./limits.ts";
import { readFitOptions } from "./readFitOptions.ts";
import { type Run, runFrom } from "./run.ts";
import { startState } from "./startState.ts";

/** Trains a network; see Network.fit. */
export async function fit<N extends { readonly model: Model }>(
  network: N,
  train: DataSets["train"],
  asked: FitOptions,
  judge: Judge,
): Promise<Run<N>> {
  const { model } = network;
  model.requireFree("fit");
  const options = readFitOptions("fit", asked, model.classifies);
  const { validation, test } = options;
  const context = {
    sets: { train, validation, test },
    asked: plainOptions(asked),
    options,
    state: startState(model, options),
    costs: new CostLog(),
    judge,
  };
  return runFrom(network, context, ({ stepsPerEpoch }) => limitsFrom(0, options, stepsPerEpoch));
}
