// A network's cost over a whole data set, in evaluation mode, at any θ.
import { Pace } from "../core/pace.ts";
import type { Dataset } from "../data/dataset.ts";
import { tableSource } from "../network/tableSource.ts";
import { Objective, type ObjectiveOptions } from "../objective/objective.ts";
import { requireFits } from "../objective/requireFits.ts";
import { requireSets, takeTables } from "../objective/tables.ts";
import type { CostFunction } from "../optimizers/costFunction.ts";
import { type HasModel, modelOf } from "./modelOf.ts";

/**
 * Puts the data into memory, runs `body`, and takes the memory back. θ is as it was afterwards.
 * @param asks  what `body` will ask for
 */
export async function overDataset<T>(
  where: string,
  network: HasModel,
  data: Dataset,
  asks: ObjectiveOptions["asks"],
  body: (cost: CostFunction) => Promise<T>,
): Promise<T> {
  const model = modelOf(where, network);
  model.requireFree(where);
  requireFits(`${where}: data`, model, data);
  return model.occupied(where, async () => {
    const pace = new Pace();
    const { core, theta, shared } = model;
    const form = requireSets(model, { train: data, where });
    const { inputs, targets } = await takeTables(model, { train: data, where }, form, pace);
    const source = tableSource(shared, inputs, targets, form);
    const objective = new Objective(model, source, data.rows, { mode: "evaluation", asks });
    const before = core.read(theta);
    try {
      return await body(objective.paced(pace));
    } finally {
      core.write(theta, before);
    }
  });
}
