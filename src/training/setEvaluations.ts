// Evaluates the sets of the table in slices, on the same footing: evaluation mode, rows as they stand.
import type { Pace } from "../core/pace.ts";
import type { Model } from "../network/model.ts";
import { tableSource } from "../network/tableSource.ts";
import { Objective } from "../objective/objective.ts";
import type { SetFigures } from "../objective/setFigures.ts";
import type { Tables } from "../objective/tables.ts";

export class SetEvaluations {
  readonly #objectives: readonly { readonly name: string; readonly objective: Objective }[];

  constructor(model: Model, { inputs, targets, form, sets }: Tables) {
    const source = tableSource(model.shared, inputs, targets, form);
    this.#objectives = sets.map(({ name, first, rows }) => {
      const objective = new Objective(model, source, rows, { mode: "evaluation", asks: ["value"] });
      return { name, objective: objective.moveTo(first) };
    });
  }

  /** Each set's figures; null where `stop` said so on the way. */
  async figures(pace: Pace, stop: () => boolean): Promise<Record<string, SetFigures> | null> {
    const figures: Record<string, SetFigures> = {};
    for (const { name, objective } of this.#objectives) {
      const ofSet = await objective.figures(pace, stop);
      if (ofSet === null) return null;
      figures[name] = ofSet;
    }
    return figures;
  }
}
