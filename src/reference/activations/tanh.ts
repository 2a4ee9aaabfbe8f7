// The hyperbolic tangent in float64.
import { activationTwins } from "./activationTwins.ts";

export const tanhTwins = activationTwins("tanh", {
  value: Math.tanh,
  slope: (y) => (1 - y) * (1 + y),
  curve: (y) => -2 * y * (1 - y) * (1 + y),
});
