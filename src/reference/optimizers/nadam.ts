// NAdam in float64.
import { numbersIn, type Twins } from "../twin.ts";
import { next, rateOf } from "./rateOf.ts";

export const nadamTwins = {
  /** Dozat 2016, with torch.optim.NAdam's momentum decay */
  nadamUpdate(m, c) {
    const { beta1, beta2, epsilon, warmUp } = numbersIn(m, c.settings);
    const power = next(m, c.scalars.warmUpPower, warmUp);
    const mu = beta1 * (1 - 0.5 * power);
    const muNext = beta1 * (1 - 0.5 * power * warmUp);
    const product = next(m, c.scalars.product, mu);
    const power2 = next(m, c.scalars.power2, beta2);
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      m[c.firstMoments + i] = beta1 * m[c.firstMoments + i] + (1 - beta1) * g;
      m[c.secondMoments + i] = beta2 * m[c.secondMoments + i] + (1 - beta2) * g * g;
      const mHat = (muNext * m[c.firstMoments + i]) / (1 - product * muNext) + ((1 - mu) * g) / (1 - product);
      const vHat = m[c.secondMoments + i] / (1 - power2);
      m[c.parameters + i] -= (rateOf(m, c) * mHat) / (Math.sqrt(vHat) + epsilon);
    }
  },
} as const satisfies Partial<Twins>;
