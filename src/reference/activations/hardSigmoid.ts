// The hard sigmoid in float64.
import { activationTwins } from "./activationTwins.ts";

export const hardSigmoidTwins = activationTwins("hardSigmoid", {
  value: (x) => Math.min(1, Math.max(0, x / 6 + 0.5)),
  slope: (y) => (y <= 0 || y >= 1 ? 0 : 1 / 6),
});
