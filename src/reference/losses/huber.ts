// Huber's loss in float64.
import type { Twins } from "../twin.ts";
import { elementBackward, elementForward, elementTangent } from "./element.ts";

export const huberTwins = {
  /** Huber 1964: ½d² where |d| ≤ δ, else δ(|d| − δ/2) */
  huberForward: elementForward((y, t, delta) => {
    const d = Math.abs(y - t);
    return d <= delta ? 0.5 * d ** 2 : delta * (d - 0.5 * delta);
  }),
  huberBackward: elementBackward((y, t, delta) => Math.max(-delta, Math.min(delta, y - t))),
  huberTangent: elementTangent((y, t, delta) => (Math.abs(y - t) <= delta ? 1 : 0)),
} as const satisfies Partial<Twins>;
