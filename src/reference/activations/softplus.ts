// Softplus in float64.
import { activationTwins } from "./activationTwins.ts";
import { logOnePlusExp } from "./functions.ts";

/** Dugas et al. 2001; p = β, and σ(βx) = 1 − e^(−βy) */
export const softplusTwins = activationTwins("softplus", {
  value: (x, p) => logOnePlusExp(p * x) / p,
  slope: (y, p) => -Math.expm1(-p * y),
  curve: (y, p) => -p * Math.expm1(-p * y) * Math.exp(-p * y),
});
