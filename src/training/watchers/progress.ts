// Shows each point of the curve to the caller.
import type { CurvePoint } from "../curve.ts";
import type { Watcher } from "./watcher.ts";

export const progress = (onProgress: (point: CurvePoint) => void): Watcher => ({
  name: "progress",
  seesCuts: true,
  async next(_, point) {
    await onProgress(point); // a promise where the caller is another thread
  },
});
