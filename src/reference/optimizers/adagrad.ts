// Adagrad in float64.
import { numbersIn, type Twins } from "../twin.ts";
import { rateOf } from "./rateOf.ts";

export const adagradTwins = {
  /** Duchi, Hazan & Singer 2011, Figure 1; the decay is torch.optim.Adagrad's */
  adagradUpdate(m, c) {
    const { epsilon, rateDecay } = numbersIn(m, c.settings);
    const rate = rateOf(m, c) / (1 + rateDecay * m[c.scalars.steps]);
    m[c.scalars.steps] += 1;
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      m[c.squares + i] += g * g;
      m[c.parameters + i] -= (rate * g) / (Math.sqrt(m[c.squares + i]) + epsilon);
    }
  },
} as const satisfies Partial<Twins>;
