// Twin of assembly/losses/cost: what a step cost. Knows no loss.
import { CURSOR_STEP } from "../../assembly/abi.ts";
import type { TwinsOf } from "./twin.ts";

export const costTwins = {
  /** costs[step] = Σ loss / rows + penalty */
  costNote(m, { costs, loss, cursor, rows }) {
    m[costs + m[cursor + CURSOR_STEP / 4]] = m[loss] / rows + m[loss + 4];
  },
} as const satisfies TwinsOf<"costNote">;
