// Cross-entropy of the logistic function of each raw output.
import { type LossKind, type TargetColumn, zeroOne } from "./loss.ts";

export const binaryCrossEntropyKind = {
  link: "logisticForward",
  levels: zeroOne,
  classification: true,
  elementwise: true,
  values: "probability",
  baseline: ({ mean, entropy }: TargetColumn) => entropy(mean) + entropy(1 - mean),
} as const satisfies LossKind;
