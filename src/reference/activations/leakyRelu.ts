// The rectifier with a slope on its left in float64.
import { activationTwins } from "./activationTwins.ts";

/** Maas, Hannun & Ng 2013; p the slope */
export const leakyReluTwins = activationTwins("leakyRelu", {
  value: (x, p) => (x <= 0 ? p * x : x),
  slope: (y, p) => (y <= 0 ? p : 1),
});
