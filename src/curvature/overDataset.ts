// A network's cost over a whole data set, in evaluation mode, at any θ. Occupies no network: whoever is called by users does.
import { Pace } from "../core/pace.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Model } from "../network/model.ts";
import { tableSource } from "../network/tableSource.ts";
import { Objective, type ObjectiveOptions } from "../objective/objective.ts";
import { requireFits } from "../objective/requireFits.ts";
import { takeTables } from "../objective/tables.ts";
import type { CostFunction } from "../optimizers/costFunction.ts";

/**
 * Puts the data into memory and runs `body`. θ is as it was afterwards; the memory is given back with the network.
 * @param model  of a network that the caller has to itself
 * @param asks   what `body` will ask for
 */
export async function overDataset<T>(
  where: string,
  model: Model,
  data: Dataset,
  asks: ObjectiveOptions["asks"],
  body: (cost: CostFunction) => Promise<T>,
): Promise<T> {
  const { core, theta, shared } = model;
  requireFits(`${where}: data`, model, data);
  const pace = new Pace();
  const { inputs, targets, form, sets } = await takeTables(model, { train: data, where }, pace);
  const source = tableSource(shared, inputs, targets, form);
  const objective = new Objective(model, source, sets[0].rows, { mode: "evaluation", asks });
  const before = core.read(theta);
  try {
    return await body(objective.paced(pace));
  } finally {
    core.write(theta, before);
  }
}
