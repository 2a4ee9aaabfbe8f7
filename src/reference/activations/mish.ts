// Mish in float64.
import { activationTwins } from "./activationTwins.ts";
import { logistic, logOnePlusExp, vanishing } from "./functions.ts";

/** Misra 2020: x·tanh(softplus(x)) */
export const mishTwins = activationTwins("mish", {
  value: (x) => vanishing(x, Math.tanh(logOnePlusExp(x))),
  slopeAt: (x) => {
    const s = logOnePlusExp(x);
    const sechSquared = 4 * logistic(2 * s) * logistic(-2 * s);
    return Math.tanh(s) + vanishing(x, sechSquared * logistic(x));
  },
  curveAt: (x) => {
    const s = logOnePlusExp(x);
    const t = Math.tanh(s);
    const sechSquared = 4 * logistic(2 * s) * logistic(-2 * s);
    const slope = logistic(x);
    return sechSquared * (2 * slope + x * (slope * logistic(-x) - 2 * t * slope ** 2));
  },
});
