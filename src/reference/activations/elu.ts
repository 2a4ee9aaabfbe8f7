// ELU in float64.
import { activationTwins } from "./activationTwins.ts";

/** Clevert, Unterthiner & Hochreiter 2016, equation 15; p = α */
export const eluTwins = activationTwins("elu", {
  value: (x, p) => (x <= 0 ? p * Math.expm1(x) : x),
  slopeAt: (x, p) => (x <= 0 ? p * Math.exp(x) : 1),
  curveAt: (x, p) => (x <= 0 ? p * Math.exp(x) : 0),
});
