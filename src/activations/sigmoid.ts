// The logistic function.
import type { ActivationKind } from "./activation.ts";

export const sigmoidKind = {
  keeps: "outputs",
  initializer: "xavier",
  slopeShare: (y: number) => 4 * y * (1 - y),
} as const satisfies ActivationKind;
