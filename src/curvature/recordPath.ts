// The weights that a run passes through, noted while it goes on.
import type { CurvePoint } from "../training/curve.ts";
import { type HasModel, modelOf } from "./modelOf.ts";

export interface RecordedPath {
  /** for `fit`: notes the weights at every evaluation, as often as `evaluateEvery` says */
  readonly onProgress: (point: CurvePoint) => void;
  /** θ at the beginning and at each evaluation */
  readonly points: readonly Float32Array[];
  /** the step of each point; 0 is the beginning */
  readonly steps: readonly number[];
  /** the training cost at each point; NaN at the beginning, where nothing has been evaluated */
  readonly costs: readonly number[];
}

/**
 * Notes a run's path through the space of weights, from the weights as they are, for `lossSurface` and `criticalPoints`.
 *
 * @param network  whose weights are noted
 * @param then     called with each point of the curve afterwards
 * @throws {OptionError} on no network of this thread
 * @example
 * const path = recordPath(network);
 * await network.fit(train, { evaluateEvery: { steps: 5 }, onProgress: path.onProgress });
 * const surface = await lossSurface(network, train, { directions: { path: path.points } });
 */
export function recordPath(network: HasModel, then?: (point: CurvePoint) => void): RecordedPath {
  const model = modelOf("recordPath", network);
  const points = [model.parameters()];
  const steps = [0];
  const costs = [Number.NaN];
  return {
    points,
    steps,
    costs,
    onProgress(point) {
      points.push(model.parameters());
      steps.push(point.step);
      costs.push(point.train.cost);
      return then?.(point);
    },
  };
}
