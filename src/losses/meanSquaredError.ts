// The mean of squared differences.
import { type LossKind, type TargetColumn, zeroOne } from "./loss.ts";

export const meanSquaredErrorKind = {
  link: null,
  levels: zeroOne,
  classification: false,
  elementwise: true,
  values: "any",
  baseline: ({ mean, average }: TargetColumn) => average((t) => (t - mean) * (t - mean)),
} as const satisfies LossKind;
