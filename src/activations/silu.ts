// x·σ(x).
import type { ActivationKind } from "./activation.ts";

export const siluKind = { keeps: "inputs", initializer: "he", silentAtZero: true } as const satisfies ActivationKind;
