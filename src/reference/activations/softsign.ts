// Softsign in float64.
import { activationTwins } from "./activationTwins.ts";

export const softsignTwins = activationTwins("softsign", {
  value: (x) => (Math.abs(x) === Infinity ? Math.sign(x) : x / (1 + Math.abs(x))),
  slope: (y) => (1 - Math.abs(y)) ** 2,
  curve: (y) => (y > 0 ? -2 : 2) * (1 - Math.abs(y)) ** 3,
});
