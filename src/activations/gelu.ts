// x·Φ(x).
import type { ActivationKind } from "./activation.ts";

export const geluKind = { keeps: "inputs", initializer: "he", silentAtZero: true } as const satisfies ActivationKind;
