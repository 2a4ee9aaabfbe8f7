// The logistic function in float64.
import { activationTwins } from "./activationTwins.ts";
import { logistic } from "./functions.ts";

export const sigmoidTwins = activationTwins("sigmoid", {
  value: logistic,
  slope: (y) => y * (1 - y),
  curve: (y) => y * (1 - y) * (1 - 2 * y),
});
