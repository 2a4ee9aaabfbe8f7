// The weight of each class in training batches: what the caller sets, or the inverse of its share of the rows. Loaded where asked for.
import type { Tensor } from "../core/core.ts";
import { OptionError, ShapeError } from "../core/errors.ts";
import { classCount } from "../losses/targets.ts";
import type { Model } from "../network/model.ts";
import { classCounts } from "../objective/classCounts.ts";
import type { Tables } from "../objective/tables.ts";
import type { ReadFitOptions } from "./readFitOptions.ts";

/** One weight per class: those of the caller, or m/(k·mₖ). @throws {ShapeError | OptionError} */
function classWeightsOf(
  where: string,
  weights: "balanced" | readonly number[],
  model: Model,
  tables: Tables,
): number[] {
  const classes = classCount(model.spec.outputs);
  if (weights === "balanced") {
    const { rows } = tables.sets[0];
    return classCounts(model, tables).map((count) => (count === 0 ? 0 : rows / (classes * count)));
  }
  if (weights.length !== classes)
    throw new ShapeError({ where, received: weights, expected: `${classes} numbers, one per class` });
  const bad = weights.findIndex((w) => typeof w !== "number" || !(w >= 0) || w === Number.POSITIVE_INFINITY);
  if (bad >= 0)
    throw new OptionError({ where: `${where}[${bad}]`, received: weights[bad], expected: "a finite number ≥ 0" });
  return [...weights];
}

/** The weights in the core's memory. @throws {ShapeError} where the targets are no class numbers */
export function takeClassWeights(model: Model, weights: ReadFitOptions["classWeights"], tables: Tables): Tensor | null {
  if (weights === undefined || tables.form !== "classes") {
    throw new ShapeError({
      where: "fit.classWeights",
      received: weights,
      expected: "training data whose targets are class numbers",
    });
  }
  const values = classWeightsOf("fit.classWeights", weights, model, tables);
  const tensor = model.arena.take("classWeights", "float32", values.length);
  model.core.write(tensor, values);
  return tensor;
}
