// The square of what a margin of 1 lacks.
import { type LossKind, plusMinus, type TargetColumn } from "./loss.ts";

export const squaredHingeKind = {
  link: null,
  levels: plusMinus,
  classification: true,
  elementwise: true,
  values: "sign",
  baseline: ({ mean }: TargetColumn) => 1 - mean * mean,
} as const satisfies LossKind;
