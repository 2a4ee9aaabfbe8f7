// The rectifier: what is above 0.
import type { ActivationKind } from "./activation.ts";

export const reluKind = {
  keeps: "outputs",
  initializer: "he",
  piecewiseLinear: true,
  silentAtZero: true,
} as const satisfies ActivationKind;
