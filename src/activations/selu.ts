// ELU with the slope and scale that keep mean 0 and variance 1.
import type { ActivationKind } from "./activation.ts";

export const seluKind = { keeps: "inputs", initializer: "he", silentAtZero: true } as const satisfies ActivationKind;
