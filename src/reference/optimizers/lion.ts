// Lion in float64.
import { numbersIn, type Twins } from "../twin.ts";
import { rateOf } from "./rateOf.ts";

export const lionTwins = {
  /** Chen et al. 2023, Algorithm 2 */
  lionUpdate(m, c) {
    const { beta1, beta2, decay } = numbersIn(m, c.settings);
    const rate = rateOf(m, c);
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      const sign = Math.sign(beta1 * m[c.momentum + i] + (1 - beta1) * g);
      m[c.parameters + i] -= rate * (sign + decay * m[c.parameters + i]);
      m[c.momentum + i] = beta2 * m[c.momentum + i] + (1 - beta2) * g;
    }
  },
} as const satisfies Partial<Twins>;
