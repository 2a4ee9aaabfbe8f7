// Gradient descent, plain and with momentum in float64.
import { numbersIn, type Twins } from "../twin.ts";
import { rateOf } from "./rateOf.ts";

export const sgdTwins = {
  sgdUpdate(m, c) {
    const rate = rateOf(m, c);
    for (let i = 0; i < c.count; i++) m[c.parameters + i] -= rate * m[c.gradients + i];
  },
  /** the lecture's form with α inside v, torch.optim.SGD's with α outside, whose first step is v ← g */
  momentumUpdate(m, c) {
    const { momentum: gamma, dampening, nesterov, torch } = numbersIn(m, c.settings);
    const rate = rateOf(m, c);
    const first = m[c.scalars.steps] === 0;
    m[c.scalars.steps] += 1;
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      const share = !torch ? rate : first ? 1 : 1 - dampening;
      m[c.velocity + i] = gamma * m[c.velocity + i] + share * g;
      const v = m[c.velocity + i];
      const step = nesterov ? gamma * v + (torch ? g : rate * g) : v;
      m[c.parameters + i] -= torch ? rate * step : step;
    }
  },
} as const satisfies Partial<Twins>;
