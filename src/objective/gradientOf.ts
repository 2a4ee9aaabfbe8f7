// The cost and its gradient for the caller's rows, in one call.
import type { Numbers } from "../data/table.ts";
import type { Model } from "../network/model.ts";
import { Objective } from "./objective.ts";
import { type GradientOptions, takeRows } from "./takeRows.ts";

const asks = ["gradient"] as const;

/**
 * The cost (penalties included) and its gradient. Evaluation mode; with masks, training mode with these.
 * @throws {ShapeError | DataError} on rows, targets or masks that do not fit
 */
export function gradientOf(model: Model, inputs: Numbers, targets: Numbers, options: GradientOptions = {}) {
  model.requireFree("gradient");
  const { arena } = model;
  const mark = arena.mark();
  try {
    const { source, rows, mode } = takeRows("gradient", model, inputs, targets, options);
    return new Objective(model, source, rows, { mode, asks }).gradient();
  } finally {
    arena.release(mark);
  }
}
