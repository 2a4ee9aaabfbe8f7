// Hinge in float64.
import type { Twins } from "../twin.ts";
import { elementBackward, elementForward } from "./element.ts";

export const hingeTwins = {
  /** max(0, 1 − ty); at the kink 0 */
  hingeForward: elementForward((y, t) => Math.max(0, 1 - t * y)),
  hingeBackward: elementBackward((y, t) => (1 - t * y > 0 ? -t : 0)),
} as const satisfies Partial<Twins>;
