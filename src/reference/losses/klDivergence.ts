// Divergence in float64.
import type { Twins } from "../twin.ts";
import { rowForward } from "./row.ts";

export const klDivergenceTwins = {
  /** Σ t·(ln t − ln p) */
  klDivergenceForward: rowForward((logProbability, t) => t * (Math.log(t) - logProbability)),
} as const satisfies Partial<Twins>;
