// The steps of optimizers that ask for curvature, batch by batch; loaded for those.
import type { Pace } from "../core/pace.ts";
import type { Source } from "../network/emitBlock.ts";
import type { Model } from "../network/model.ts";
import { Objective } from "../objective/objective.ts";
import type { CurvatureStep } from "../optimizers/optimizer.ts";

/** Makes the steps of a run; undefined for optimizers whose step is a record. */
export type CurvatureStepsMaker =
  | ((model: Model, source: Source, batches: readonly number[]) => CurvatureSteps)
  | undefined;

export const curvatureSteps =
  (step: CurvatureStep): NonNullable<CurvatureStepsMaker> =>
  (model, source, batches) =>
    new CurvatureSteps(model, source, step, batches);

export class CurvatureSteps {
  readonly #step: ReturnType<CurvatureStep["open"]>;
  readonly #objectives = new Map<number, Objective>();

  /** Takes the memory for batches of these sizes. */
  constructor(model: Model, source: Source, step: CurvatureStep, batches: readonly number[]) {
    this.#step = step.open(model.arena, model.theta.length);
    for (const batch of new Set(batches)) {
      const options = { mode: "training", asks: ["value", "gradient", "product"] } as const;
      this.#objectives.set(batch, new Objective(model, source, batch, options));
    }
  }

  /** One step on the rows `row` … `row + batch − 1` of the order; false where it has nowhere finite to go. */
  step(row: number, batch: number, rate: number, pace: Pace): Promise<boolean> {
    const objective = this.#objectives.get(batch) as Objective;
    return this.#step(objective.moveTo(row).paced(pace), rate);
  }
}
