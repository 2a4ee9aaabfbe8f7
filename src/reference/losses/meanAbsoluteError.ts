// Mean absolute error in float64.
import type { Twins } from "../twin.ts";
import { elementBackward, elementForward } from "./element.ts";

export const meanAbsoluteErrorTwins = {
  /** |y − t|; sign 0 = 0 */
  meanAbsoluteErrorForward: elementForward((y, t) => Math.abs(y - t)),
  meanAbsoluteErrorBackward: elementBackward((y, t) => Math.sign(y - t)),
} as const satisfies Partial<Twins>;
