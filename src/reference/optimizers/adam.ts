// Adam and AdamW in float64.
import { numbersIn, type Twins } from "../twin.ts";
import { next, rateOf } from "./rateOf.ts";

export const adamTwins = {
  /** Kingma & Ba 2015, Algorithm 1; with maxima, Reddi, Kale & Kumar 2018; the decay after Loshchilov & Hutter 2019, Algorithm 2 */
  adamUpdate(m, c) {
    const { beta1, beta2, epsilon, decay } = numbersIn(m, c.settings);
    const power1 = next(m, c.scalars.power1, beta1);
    const power2 = next(m, c.scalars.power2, beta2);
    const rate = rateOf(m, c);
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      m[c.firstMoments + i] = beta1 * m[c.firstMoments + i] + (1 - beta1) * g;
      m[c.secondMoments + i] = beta2 * m[c.secondMoments + i] + (1 - beta2) * g * g;
      let v = m[c.secondMoments + i];
      if (c.maxima >= 0) {
        v = Math.max(v, m[c.maxima + i]);
        m[c.maxima + i] = v;
      }
      const mHat = m[c.firstMoments + i] / (1 - power1);
      const vHat = v / (1 - power2);
      m[c.parameters + i] *= 1 - rate * decay;
      m[c.parameters + i] -= (rate * mHat) / (Math.sqrt(vHat) + epsilon);
    }
  },
} as const satisfies Partial<Twins>;
