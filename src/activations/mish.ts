// x·tanh(softplus(x)).
import type { ActivationKind } from "./activation.ts";

export const mishKind = { keeps: "inputs", initializer: "he", silentAtZero: true } as const satisfies ActivationKind;
