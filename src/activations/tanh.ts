// The hyperbolic tangent.
import type { ActivationKind } from "./activation.ts";

export const tanhKind = {
  keeps: "outputs",
  initializer: "xavier",
  slopeShare: (y: number) => 1 - y * y,
} as const satisfies ActivationKind;
