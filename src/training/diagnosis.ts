// What a run is judged by, and what a judgement is made of: shared by the run and by the diagnosis, which is handed in from above.
import type { Pace } from "../core/pace.ts";
import type { CostLog } from "./curve.ts";
import type { AnyFinding } from "./finding.ts";
import type { ReadFitOptions } from "./readFitOptions.ts";
import type { RunMemory } from "./runMemory.ts";
import type { Reason, RunState } from "./runState.ts";

/** One finding, as data and in words. */
export type Diagnosis = AnyFinding & {
  /** what was found, with its numbers */
  readonly message: string;
  /** the remedies, in JavaScript */
  readonly remedy: string;
};

/** A run that has ended, and what it knows by itself. */
export interface EndedRun {
  readonly memory: RunMemory;
  readonly options: ReadFitOptions;
  readonly state: RunState;
  readonly costs: CostLog;
  readonly reason: Reason;
  /** whether the weights of the best evaluation are back */
  readonly restored: boolean;
}

/** Judges a run that has ended by its figures, its data in memory and its network; writes gradients, changes no weight. */
export type Judge = (run: EndedRun, pace: Pace) => Promise<readonly Diagnosis[]>;
