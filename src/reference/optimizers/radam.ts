// RAdam in float64.
import { numbersIn, type Twins } from "../twin.ts";
import { next, rateOf } from "./rateOf.ts";

export const radamTwins = {
  /** Liu et al. 2020, Algorithm 2, with torch.optim.RAdam's bound of 5 and place of ε */
  radamUpdate(m, c) {
    const { beta1, beta2, epsilon } = numbersIn(m, c.settings);
    const power1 = next(m, c.scalars.power1, beta1);
    const power2 = next(m, c.scalars.power2, beta2);
    m[c.scalars.steps] += 1;
    const limit = 2 / (1 - beta2) - 1;
    const rho = limit - (2 * m[c.scalars.steps] * power2) / (1 - power2);
    const r = Math.sqrt(((rho - 4) * (rho - 2) * limit) / ((limit - 4) * (limit - 2) * rho));
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      m[c.firstMoments + i] = beta1 * m[c.firstMoments + i] + (1 - beta1) * g;
      m[c.secondMoments + i] = beta2 * m[c.secondMoments + i] + (1 - beta2) * g * g;
      const mHat = m[c.firstMoments + i] / (1 - power1);
      const adapted = (r * Math.sqrt(1 - power2)) / (Math.sqrt(m[c.secondMoments + i]) + epsilon);
      m[c.parameters + i] -= rateOf(m, c) * mHat * (rho > 5 ? adapted : 1);
    }
  },
} as const satisfies Partial<Twins>;
