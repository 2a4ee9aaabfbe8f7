// SiLU in float64.
import { activationTwins } from "./activationTwins.ts";
import { logistic, vanishing } from "./functions.ts";

/** Elfwing, Uchibe & Doya 2018, equation 5: x·σ(x) */
export const siluTwins = activationTwins("silu", {
  value: (x) => vanishing(x, logistic(x)),
  slopeAt: (x) => logistic(x) + vanishing(x, logistic(x) * logistic(-x)),
  curveAt: (x) => logistic(x) * logistic(-x) * (2 + x * (1 - 2 * logistic(x))),
});
