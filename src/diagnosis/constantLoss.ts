// The loss of the best prediction that ignores its inputs: what a network must beat.

import type { Dataset } from "../data/dataset.ts";
import type { TargetColumn } from "../losses/loss.ts";
import { lossKind } from "../losses/losses.ts";
import { standardiseTargets, targetForm } from "../losses/targets.ts";
import type { Model } from "../network/model.ts";
import { log } from "../numbers/float64.ts";

/** One output's targets as a loss asks for them. */
function columnOf(values: Float64Array): TargetColumn {
  const average = (f: (target: number) => number) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += f(values[i]);
    return sum / values.length;
  };
  return {
    average,
    mean: average((t) => t),
    median: Float64Array.from(values).sort()[values.length >> 1],
    entropy: (p) => (p > 0 ? -p * log(p) : 0),
  };
}

/** Each output's targets, as the loss sees them. */
function columnsOf(model: Model, data: Dataset): Float64Array[] {
  const { spec, standardizer } = model;
  const width = spec.outputs;
  const { form } = targetForm("fit", spec.loss, data.targets.length, data.rows, width, data.classes !== undefined);
  const [low, high] = lossKind(spec.loss).levels(spec.loss.parameter ?? 0, width);
  const values = form === "values" ? standardiseTargets(standardizer, data.targets) : data.targets;
  return Array.from({ length: width }, (_, c) =>
    Float64Array.from({ length: data.rows }, (_, row) => {
      if (form === "values") return values[row * width + c];
      const label = width === 1 ? values[row] === 1 : values[row] === c;
      return label ? high : low;
    }),
  );
}

/** The loss of the best prediction that ignores its inputs: the outputs' shares added up, or their mean, as the loss has it. */
export function constantLoss(model: Model, data: Dataset): number {
  const { loss } = model.spec;
  const { baseline, elementwise } = lossKind(loss);
  const columns = columnsOf(model, data);
  const sum = columns.reduce((total, values) => total + baseline(columnOf(values), loss.parameter ?? 0), 0);
  return elementwise ? sum / columns.length : sum;
}
