// Twins of assembly/layers/residual.ts.
import type { TwinsOf } from "./twin.ts";

export const residualTwins = {
  /** y = a + b */
  residualAdd(m, { outputs, inputs, shortcuts, count }) {
    for (let i = 0; i < count; i++) m[outputs + i] = m[inputs + i] + m[shortcuts + i];
  },
  /** y = a */
  residualCopy(m, { outputs, inputs, count }) {
    m.copyWithin(outputs, inputs, inputs + count);
  },
} as const satisfies TwinsOf<"residualAdd" | "residualCopy">;
