// SELU in float64.
import { activationTwins } from "./activationTwins.ts";

/** Klambauer et al. 2017, equation 14 and after: zero mean and unit variance are a fixed point. */
const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

/** Klambauer et al. 2017, equation 2 */
export const seluTwins = activationTwins("selu", {
  value: (x) => seluScale * (x <= 0 ? seluAlpha * Math.expm1(x) : x),
  slopeAt: (x) => (x <= 0 ? seluScale * seluAlpha * Math.exp(x) : seluScale),
  curveAt: (x) => (x <= 0 ? seluScale * seluAlpha * Math.exp(x) : 0),
});
