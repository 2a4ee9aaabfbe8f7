// Hinge: what a margin of 1 lacks.
import { type LossKind, plusMinus, type TargetColumn } from "./loss.ts";

export const hingeKind = {
  link: null,
  levels: plusMinus,
  classification: true,
  elementwise: true,
  values: "sign",
  piecewiseLinear: true,
  baseline: ({ mean }: TargetColumn) => 1 - Math.abs(mean),
} as const satisfies LossKind;
