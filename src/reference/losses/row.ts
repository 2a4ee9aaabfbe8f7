// Twins of losses on distributions: softmax, and what follows from it.
import type { Cells } from "../twin.ts";
import { addLoss, weightOf } from "./addLoss.ts";

/** ln softmax(z) = (z − max z) − ln Σ e^(z − max z), whose largest term is 1: nothing is lost where one logit dominates */
export function logSoftmax(z: Float64Array): Float64Array {
  const most = z.reduce((a, b) => Math.max(a, b), -Infinity);
  const top = z.indexOf(most);
  const logSum = Math.log1p(z.reduce((sum, v, c) => (c === top ? sum : sum + Math.exp(v - most)), 0));
  return z.map((v) => v - most - logSum);
}

/** loss ← loss + weight · Σ f(ln p, t) per row, p = softmax(z); t = 0 adds 0 */
export const rowForward = (f: (logProbability: number, target: number) => number) => {
  return (m: Float64Array, o: Cells<"softmaxCrossEntropyForward">) => {
    for (let r = 0; r < o.rows; r++) {
      const z = m.subarray(o.predictions + r * o.width, o.predictions + (r + 1) * o.width);
      const logProbabilities = logSoftmax(z);
      let loss = 0;
      for (let c = 0; c < o.width; c++) {
        const t = m[o.targets + r * o.width + c];
        if (t !== 0) loss += f(logProbabilities[c], t);
      }
      addLoss(m, o.loss, weightOf(m, o.rowWeights, r) * loss);
    }
  };
};

/** gradients ← scale · weight · (p·Σt − t) */
export function rowBackward(m: Float64Array, o: Cells<"softmaxCrossEntropyBackward">): void {
  for (let r = 0; r < o.rows; r++) {
    const at = r * o.width;
    const total = m.subarray(o.targets + at, o.targets + at + o.width).reduce((sum, t) => sum + t, 0);
    const factor = m[o.scale] * weightOf(m, o.rowWeights, r);
    for (let i = at; i < at + o.width; i++)
      m[o.gradients + i] = factor * (m[o.probabilities + i] * total - m[o.targets + i]);
  }
}

/** gradientTangents ← scale · weight · Σt · p(ż − Σ pż) */
export function rowTangent(m: Float64Array, o: Cells<"softmaxCrossEntropyTangent">): void {
  for (let r = 0; r < o.rows; r++) {
    const at = r * o.width;
    let total = 0;
    let mean = 0;
    for (let i = at; i < at + o.width; i++) {
      total += m[o.targets + i];
      mean += m[o.probabilities + i] * m[o.predictionTangents + i];
    }
    const factor = m[o.scale] * weightOf(m, o.rowWeights, r) * total;
    for (let i = at; i < at + o.width; i++)
      m[o.gradientTangents + i] = factor * m[o.probabilities + i] * (m[o.predictionTangents + i] - mean);
  }
}
