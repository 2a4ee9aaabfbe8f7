// Cross-entropy of softmax in float64.
import type { Twins } from "../twin.ts";
import { logSoftmax, rowBackward, rowForward, rowTangent } from "./row.ts";

export const softmaxCrossEntropyTwins = {
  /** p = e^(ln softmax(z)) */
  softmaxForward(m, { probabilities, logits, rows, width }) {
    for (let r = 0; r < rows; r++) {
      const z = m.subarray(logits + r * width, logits + (r + 1) * width);
      m.set(logSoftmax(z).map(Math.exp), probabilities + r * width);
    }
  },
  /** −Σ t·ln p */
  softmaxCrossEntropyForward: rowForward((logProbability, t) => -t * logProbability),
  softmaxCrossEntropyBackward: rowBackward,
  softmaxCrossEntropyTangent: rowTangent,
} as const satisfies Partial<Twins>;
