// Cross-entropy of the logistic function in float64.
import type { Twins } from "../twin.ts";
import { elementBackward, elementForward, elementTangent } from "./element.ts";

export const binaryCrossEntropyTwins = {
  /** p = 1 / (1 + e^(−z)) */
  logisticForward(m, { probabilities, logits, rows, width }) {
    for (let i = 0; i < rows * width; i++) m[probabilities + i] = 1 / (1 + Math.exp(-m[logits + i]));
  },
  /** −t·ln p − (1 − t)·ln(1 − p) = max(z, 0) − z·t + ln(1 + e^(−|z|)) */
  binaryCrossEntropyForward: elementForward((z, t) => Math.max(z, 0) - z * t + Math.log1p(Math.exp(-Math.abs(z)))),
  binaryCrossEntropyBackward: elementBackward((p, t) => p - t, "probabilities"),
  binaryCrossEntropyTangent: elementTangent((p) => p * (1 - p), "probabilities"),
} as const satisfies Partial<Twins>;
