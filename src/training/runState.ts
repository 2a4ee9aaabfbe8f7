// Where a run stands: all that must be kept so that it can go on to the same bits. Plain data.
import type { Snapshot } from "../network/model.ts";
import type { CurvePoint } from "./curve.ts";
import type { OptimizerState } from "./optimizerMemory.ts";

export type Reason = "epochs" | "steps" | "converged" | "patience" | "budget" | "aborted" | "diverged";

export interface RunState {
  /** iterations done */
  step: number;
  /** the step at which the last due evaluation was made */
  evaluated: number;
  /** after the last step; not the best */
  network: Snapshot;
  optimizer: OptimizerState;
  /** Σg² of the last step */
  squares: number;
  /** each watcher's state, by its name */
  watchers: Record<string, object>;
  points: CurvePoint[];
}
