// Mean squared error in float64.
import type { Twins } from "../twin.ts";
import { elementBackward, elementForward, elementTangent } from "./element.ts";

export const meanSquaredErrorTwins = {
  /** (y − t)² */
  meanSquaredErrorForward: elementForward((y, t) => (y - t) ** 2),
  meanSquaredErrorBackward: elementBackward((y, t) => 2 * (y - t)),
  meanSquaredErrorTangent: elementTangent(() => 2),
} as const satisfies Partial<Twins>;
