// Twins of assembly/penalties: λ₁‖w‖₁ + ½λ₂‖w‖².
import type { Twins } from "./twin.ts";

export const penaltyTwins = {
  /** penalty ← penalty + λ₁ Σ|w| + ½λ₂ Σ w² */
  penaltyForward(m, { loss, weights, lambdas, count }) {
    let absolute = 0;
    let squares = 0;
    for (let i = 0; i < count; i++) {
      absolute += Math.abs(m[weights + i]);
      squares += m[weights + i] ** 2;
    }
    m[loss.penalty] += m[lambdas.l1] * absolute + 0.5 * m[lambdas.l2] * squares;
  },
  /** g ← g + λ₁ sign(w) + λ₂w */
  penaltyBackward(m, { gradients, weights, lambdas, count }) {
    for (let i = 0; i < count; i++) {
      const w = m[weights + i];
      m[gradients + i] += m[lambdas.l1] * Math.sign(w) + m[lambdas.l2] * w;
    }
  },
  /** Hv ← Hv + λ₂v */
  penaltyTangent(m, { products, directions, lambdas, count }) {
    for (let i = 0; i < count; i++) m[products + i] += m[lambdas.l2] * m[directions + i];
  },
} as const satisfies Partial<Twins>;
