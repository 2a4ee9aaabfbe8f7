// Divergence of the softmax of the raw outputs from a distribution.
import { type LossKind, type TargetColumn, zeroOne } from "./loss.ts";

export const klDivergenceKind = {
  link: "softmaxForward",
  gradientsOf: "softmaxCrossEntropy", // t·ln t is constant
  levels: zeroOne,
  classification: true,
  elementwise: false,
  values: "distribution",
  baseline: ({ mean, average, entropy }: TargetColumn) => entropy(mean) - average(entropy),
} as const satisfies LossKind;
