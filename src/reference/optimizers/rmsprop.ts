// RMSProp in float64.
import { numbersIn, type Twins } from "../twin.ts";
import { rateOf } from "./rateOf.ts";

export const rmspropTwins = {
  /** Hinton 2012, lecture 6e; centered: v + ḡ² is the running average of g², from which v is told here by subtraction */
  rmspropUpdate(m, c) {
    const { rho, epsilon, momentum: gamma } = numbersIn(m, c.settings);
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      const mean = c.means < 0 ? 0 : m[c.means + i];
      const newMean = c.means < 0 ? 0 : rho * mean + (1 - rho) * g;
      const meanSquare = rho * (m[c.squares + i] + mean * mean) + (1 - rho) * g * g;
      m[c.squares + i] = Math.max(0, meanSquare - newMean * newMean);
      if (c.means >= 0) m[c.means + i] = newMean;
      let step = g / (Math.sqrt(m[c.squares + i]) + epsilon);
      if (c.velocity >= 0) {
        step += gamma * m[c.velocity + i];
        m[c.velocity + i] = step;
      }
      m[c.parameters + i] -= rateOf(m, c) * step;
    }
  },
} as const satisfies Partial<Twins>;
