// The mean of absolute differences.
import { type LossKind, type TargetColumn, zeroOne } from "./loss.ts";

export const meanAbsoluteErrorKind = {
  link: null,
  levels: zeroOne,
  classification: false,
  elementwise: true,
  values: "any",
  piecewiseLinear: true,
  baseline: ({ median, average }: TargetColumn) => average((t) => Math.abs(t - median)),
} as const satisfies LossKind;
