// Where a run stands: all that must be kept so that it can go on to the same bits. Plain data; knows no memory.
import type { PatienceState } from "../schedules/patience.ts";
import type { PlateauState } from "../schedules/reduceOnPlateau.ts";
import type { CurvePoint } from "./curve.ts";

export type Reason = "epochs" | "steps" | "converged" | "patience" | "budget" | "aborted" | "diverged";

/** The weights of the best evaluation so far. */
export interface Best {
  readonly metric: number;
  readonly theta: Float32Array;
}

export interface RunState {
  /** iterations done */
  step: number;
  /** the step at which the last due evaluation was made */
  evaluated: number;
  /** θ after the last step; not the best */
  theta: Float32Array;
  /** the optimizer's vectors and numbers */
  vectors: Float32Array[];
  scalars: Float64Array;
  /** Σg² of the last step */
  squares: number;
  plateau: PlateauState | null;
  patience: PatienceState;
  best: Best | null;
  points: CurvePoint[];
}
