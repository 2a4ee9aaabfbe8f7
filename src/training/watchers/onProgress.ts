// Shows each point of the curve to the caller.
import type { CurvePoint } from "../curve.ts";
import type { Watcher } from "./watcher.ts";

export const onProgress = (show: (point: CurvePoint) => void): Watcher => ({
  name: "onProgress",
  seesCuts: true,
  async next(_, point) {
    await show(point); // a promise where the caller is another thread
  },
});
