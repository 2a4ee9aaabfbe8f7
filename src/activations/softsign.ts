// x/(1 + |x|).
import type { ActivationKind } from "./activation.ts";

export const softsignKind = {
  keeps: "outputs",
  initializer: "xavier",
  slopeShare: (y: number) => (1 - Math.abs(y)) * (1 - Math.abs(y)),
} as const satisfies ActivationKind;
