// The loss of the best prediction that ignores its inputs: what a network must beat. Knows no run.

import type { Dataset } from "../data/dataset.ts";
import { lossKind } from "../losses/losses.ts";
import { standardiseTargets, targetForm } from "../losses/targets.ts";
import type { Model } from "../network/model.ts";
import { log } from "../numbers/float64.ts";

/** −p ln p − (1 − p) ln(1 − p) */
const binaryEntropy = (p: number) => (p <= 0 || p >= 1 ? 0 : -p * log(p) - (1 - p) * log(1 - p));

const meanOf = (values: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
};

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

/**
 * For squares the variance, for absolute differences the mean one from the median, for cross-entropies the entropy of the
 * mean target, for hinges what the more frequent side leaves.
 */
export function constantLoss(model: Model, data: Dataset): number {
  const { name, parameter } = model.spec.loss;
  const columns = columnsOf(model, data);
  if (name === "softmaxCrossEntropy") {
    const shares = columns.map(meanOf);
    return shares.reduce((sum, p) => sum - (p > 0 ? p * log(p) : 0), 0);
  }
  if (name === "klDivergence") {
    // Σ t ln t is in the loss too
    const mean = columns.map(meanOf).reduce((sum, p) => sum - (p > 0 ? p * log(p) : 0), 0);
    const own = columns.reduce((sum, column) => sum + meanOf(column.map((t) => (t > 0 ? t * log(t) : 0))), 0);
    return mean + own;
  }
  const each = columns.map((column) => {
    const mean = meanOf(column);
    if (name === "binaryCrossEntropy") return binaryEntropy(mean);
    if (name === "hinge") return 1 - Math.abs(mean);
    if (name === "squaredHinge") return 1 - mean * mean;
    if (name === "meanAbsoluteError") {
      const median = Float64Array.from(column).sort()[column.length >> 1];
      return meanOf(column.map((t) => Math.abs(t - median)));
    }
    const delta = name === "huber" ? (parameter ?? 1) : Number.POSITIVE_INFINITY;
    const half = name === "huber" ? 0.5 : 1;
    return meanOf(
      column.map((t) => {
        const d = Math.abs(t - mean);
        return d <= delta ? half * d * d : delta * (d - delta / 2);
      }),
    );
  });
  return meanOf(each);
}
