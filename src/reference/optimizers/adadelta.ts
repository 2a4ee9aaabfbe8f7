// Adadelta in float64.
import { numbersIn, type Twins } from "../twin.ts";
import { rateOf } from "./rateOf.ts";

export const adadeltaTwins = {
  /** Zeiler 2012, Algorithm 1 */
  adadeltaUpdate(m, c) {
    const { rho, epsilon } = numbersIn(m, c.settings);
    const rootMeanSquare = (meanSquare: number) => Math.sqrt(meanSquare + epsilon);
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      m[c.squares + i] = rho * m[c.squares + i] + (1 - rho) * g * g;
      const delta = (rootMeanSquare(m[c.deltas + i]) / rootMeanSquare(m[c.squares + i])) * g;
      m[c.deltas + i] = rho * m[c.deltas + i] + (1 - rho) * delta * delta;
      m[c.parameters + i] -= rateOf(m, c) * delta;
    }
  },
} as const satisfies Partial<Twins>;
