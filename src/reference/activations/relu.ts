// The rectifier in float64.
import { activationTwins } from "./activationTwins.ts";

export const reluTwins = activationTwins("relu", {
  value: (x) => Math.max(x, 0),
  slope: (y) => (y <= 0 ? 0 : 1),
});
