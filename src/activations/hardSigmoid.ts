// x/6 + ½, cut off at 0 and 1.
import type { ActivationKind } from "./activation.ts";

export const hardSigmoidKind = {
  keeps: "outputs",
  initializer: "xavier",
  piecewiseLinear: true,
  slopeShare: (y: number) => (y > 0 && y < 1 ? 1 : 0),
} as const satisfies ActivationKind;
