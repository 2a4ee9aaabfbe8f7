// Squared hinge in float64.
import type { Twins } from "../twin.ts";
import { elementBackward, elementForward, elementTangent } from "./element.ts";

export const squaredHingeTwins = {
  /** max(0, 1 − ty)² */
  squaredHingeForward: elementForward((y, t) => Math.max(0, 1 - t * y) ** 2),
  squaredHingeBackward: elementBackward((y, t) => -2 * t * Math.max(0, 1 - t * y)),
  squaredHingeTangent: elementTangent((y, t) => (1 - t * y > 0 ? 2 * t ** 2 : 0)),
} as const satisfies Partial<Twins>;
