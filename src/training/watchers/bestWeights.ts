// Keeps the weights of the best evaluation, and brings them back at the end.
import type { Snapshot } from "../../network/model.ts";
import { monitored } from "../curve.ts";
import type { Watch } from "../readFitOptions.ts";
import type { Reason } from "../runState.ts";
import type { Watcher } from "./watcher.ts";

export interface BestState extends Snapshot {
  /** null before a metric was finite */
  readonly metric: number | null;
  readonly step: number;
}

const restoringReasons: readonly Reason[] = ["epochs", "patience", "converged"];
const none = new Float32Array();

export const bestWeights = ({ monitor, isBetter }: Watch): Watcher<BestState> => ({
  name: "bestWeights",
  start: { metric: null, step: 0, theta: none, state: none },
  next(state, point, model) {
    const metric = monitored(point, monitor) ?? Number.NaN;
    return isBetter(metric, state.metric) ? { metric, step: point.step, ...model.snapshot() } : state;
  },
  finish(state, reason, model) {
    const restores = state.metric !== null && restoringReasons.includes(reason);
    if (restores) model.restore(state);
    return restores;
  },
});
