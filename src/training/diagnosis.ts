// What a run is judged by, and what a judgement is made of: shared by the run and by the diagnosis, which is handed in from above.
import type { Pace } from "../core/pace.ts";
import type { Model } from "../network/model.ts";
import type { DataSets } from "../objective/tables.ts";
import type { CurvePoint } from "./curve.ts";
import type { AnyFinding } from "./finding.ts";
import type { Reason } from "./runState.ts";

/** One finding, as data and in words. */
export type Diagnosis = AnyFinding & {
  /** what was found, with its numbers */
  readonly message: string;
  /** the remedies, in JavaScript */
  readonly remedy: string;
};

/** What a run knows by itself when it ends. */
export interface RunFigures {
  readonly reason: Reason;
  readonly points: readonly CurvePoint[];
  /** the training-mode cost of every step */
  readonly batchCost: Float32Array;
  readonly stepsPerEpoch: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** whether the weights of the best evaluation are back */
  readonly restored: boolean;
  readonly classWeights: boolean;
}

/** Judges a run that has ended by its figures, its data and its network; writes gradients, changes no weight. */
export type Judge = (model: Model, sets: DataSets, figures: RunFigures, pace: Pace) => Promise<readonly Diagnosis[]>;
