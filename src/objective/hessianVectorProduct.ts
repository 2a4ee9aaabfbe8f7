// The Hessian-vector product of the caller's rows, in one call.
import type { Numbers } from "../data/table.ts";
import type { Model } from "../network/model.ts";
import { Objective } from "./objective.ts";
import { requireVector } from "./requireVector.ts";
import { type GradientOptions, takeRows } from "./takeRows.ts";

/**
 * H·vector, H the Hessian of the cost (penalties included) at θ over these rows; exact, by Pearlmutter's R-operator.
 * Evaluation mode; with masks, training mode with these. A kink has no curvature: the Hessian is that of the linear pieces.
 * @throws {ShapeError | DataError} on rows, targets, masks or a vector that do not fit
 */
export function hessianVectorProduct(
  model: Model,
  inputs: Numbers,
  targets: Numbers,
  vector: ArrayLike<number>,
  options: GradientOptions = {},
): Float32Array {
  const where = "hessianVectorProduct";
  model.requireFree(where);
  const { arena, theta } = model;
  requireVector(`${where}.vector`, vector, theta.length);
  const mark = arena.mark();
  try {
    const { source, rows, mode } = takeRows(where, model, inputs, targets, options);
    const objective = new Objective(model, source, rows, { mode, asks: ["gradient", "product"] });
    objective.gradient();
    return objective.multiply(vector);
  } finally {
    arena.release(mark);
  }
}
