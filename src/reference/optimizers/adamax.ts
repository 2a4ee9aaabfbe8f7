// Adamax in float64.
import { numbersIn, type Twins } from "../twin.ts";
import { next, rateOf } from "./rateOf.ts";

export const adamaxTwins = {
  /** Kingma & Ba 2015, Algorithm 2 */
  adamaxUpdate(m, c) {
    const { beta1, beta2, epsilon } = numbersIn(m, c.settings);
    const power = next(m, c.scalars.power1, beta1);
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      m[c.firstMoments + i] = beta1 * m[c.firstMoments + i] + (1 - beta1) * g;
      m[c.norms + i] = Math.max(beta2 * m[c.norms + i], Math.abs(g) + epsilon);
      m[c.parameters + i] -= ((rateOf(m, c) / (1 - power)) * m[c.firstMoments + i]) / m[c.norms + i];
    }
  },
} as const satisfies Partial<Twins>;
