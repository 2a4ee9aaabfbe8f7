// The steps of optimizers that ask for curvature, batch by batch; loaded for those.
import type { Pace } from "../core/pace.ts";
import type { Source } from "../network/emitBlock.ts";
import type { Model } from "../network/model.ts";
import { HessianWalk } from "../objective/hessianWalk.ts";
import type { BatchCurvature, OwnStep } from "../optimizers/optimizer.ts";

/** Makes the steps of a run; undefined for optimizers whose step is a record. */
export type OwnStepsMaker = ((model: Model, source: Source, batches: readonly number[]) => OwnSteps) | undefined;

export const ownSteps =
  (own: OwnStep): NonNullable<OwnStepsMaker> =>
  (model, source, batches) =>
    new OwnSteps(model, source, own, batches);

export class OwnSteps {
  readonly #model: Model;
  readonly #source: Source;
  readonly #step: ReturnType<OwnStep["open"]>;
  readonly #walks = new Map<number, HessianWalk>();

  /** Takes the memory for batches of these sizes. */
  constructor(model: Model, source: Source, own: OwnStep, batches: readonly number[]) {
    this.#model = model;
    this.#source = source;
    this.#step = own.open(model.arena, model.theta.length);
    for (const batch of new Set(batches))
      this.#walks.set(batch, new HessianWalk(model, this.#source, batch, { mode: "training" }));
  }

  /** One step on the rows `row` … `row + batch − 1` of the order; false where it has nowhere finite to go. */
  step(row: number, batch: number, rate: number, pace: Pace): Promise<boolean> {
    const walk = this.#walks.get(batch) as HessianWalk;
    walk.at(row);
    const { theta, gradients } = this.#model;
    const { direction, product } = walk;
    const curvature: BatchCurvature = {
      theta,
      gradients,
      direction,
      product,
      values: () => walk.values(pace),
      multiply: () => walk.multiply(pace),
      cost: () => walk.cost(pace),
      rest: () => pace.rest(),
    };
    return this.#step(curvature, rate);
  }
}
