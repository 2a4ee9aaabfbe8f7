// GELU by way of tanh in float64.
import { activationTwins } from "./activationTwins.ts";
import { logistic, vanishing } from "./functions.ts";

/** 2u = 2√(2/π)(x + 0.044715x³), and its derivative */
const doubleU = (x: number) => 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
const doubleUSlope = (x: number) => 2 * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x ** 2);

/** Hendrycks & Gimpel 2016: ½x(1 + tanh u) = x·σ(2u), u = √(2/π)(x + 0.044715x³) */
export const geluTanhTwins = activationTwins("geluTanh", {
  value: (x) => vanishing(x, logistic(doubleU(x))),
  slopeAt: (x) => {
    const bell = logistic(doubleU(x)) * logistic(-doubleU(x));
    return logistic(doubleU(x)) + (bell === 0 ? 0 : x * bell * doubleUSlope(x));
  },
  curveAt: (x) => {
    const s = logistic(doubleU(x));
    const bell = s * logistic(-doubleU(x));
    const bend = 2 * Math.sqrt(2 / Math.PI) * 6 * 0.044715 * x;
    if (bell === 0) return 0;
    return bell * (2 * doubleUSlope(x) + x * ((1 - 2 * s) * doubleUSlope(x) ** 2 + bend));
  },
});
