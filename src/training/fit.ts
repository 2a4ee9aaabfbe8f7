// Training from the beginning: reads the options and starts a run.
import type { Model } from "../network/model.ts";
import type { DataSets } from "../objective/tables.ts";
import { CostLog } from "./curve.ts";
import type { Judge } from "./diagnosis.ts";
import type { FitOptions } from "./fitOptions.ts";
import { plainOptions } from "./keptOptions.ts";
import { limitsFrom } from "./limits.ts";
import { readFitOptions } from "./readFitOptions.ts";
import { type Run, runOccupied } from "./run.ts";
import { startState } from "./startState.ts";

/** Trains a network that the caller has to itself; `where` is who asks, in messages about the data, where that is not fit. */
export async function fitOccupied<N extends { readonly model: Model }>(
  network: N,
  train: DataSets["train"],
  asked: FitOptions,
  loadJudge: () => Promise<Judge>,
  where?: string,
): Promise<Run<N>> {
  const { model } = network;
  const options = readFitOptions("fit", asked, model.classifies);
  const { validation, test } = options;
  const context = {
    sets: { train, validation, test, where },
    asked: plainOptions(asked),
    options,
    state: startState(model, options),
    costs: new CostLog(),
    loadJudge,
  };
  return runOccupied(network, context, ({ stepsPerEpoch }) => limitsFrom(0, options, stepsPerEpoch));
}

/** Trains a network; see Network.fit. */
export const fit = <N extends { readonly model: Model }>(
  network: N,
  train: DataSets["train"],
  asked: FitOptions,
  loadJudge: () => Promise<Judge>,
): Promise<Run<N>> => network.model.occupied("fit", () => fitOccupied(network, train, asked, loadJudge));
