// GELU by way of tanh.
import type { ActivationKind } from "./activation.ts";

export const geluTanhKind = {
  keeps: "inputs",
  initializer: "he",
  silentAtZero: true,
} as const satisfies ActivationKind;
