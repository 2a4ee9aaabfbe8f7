// Twin of assembly/losses/cost: what a step cost.
import type { Twins } from "./twin.ts";

export const costTwins = {
  /** costs[step] = Σ loss / rows + penalty */
  costNote(m, { costs, loss, cursor, rows }) {
    m[costs + m[cursor.step]] = m[loss.sum] / rows + m[loss.penalty];
  },
} as const satisfies Partial<Twins>;
