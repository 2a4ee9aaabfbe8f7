// GELU in float64.
import { activationTwins } from "./activationTwins.ts";
import { gaussianCdf, gaussianDensity, vanishing } from "./functions.ts";

/** Hendrycks & Gimpel 2016: x·Φ(x) */
export const geluTwins = activationTwins("gelu", {
  value: (x) => vanishing(x, gaussianCdf(x)),
  slopeAt: (x) => gaussianCdf(x) + vanishing(x, gaussianDensity(x)),
  curveAt: (x) => gaussianDensity(x) * (2 - x * x),
});
