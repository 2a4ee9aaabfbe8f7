// The options of fit, and the rule and default of each.
import { abortSignal, flag, positive, seed, value, whole } from "../core/options.ts";
import type { Dataset } from "../data/dataset.ts";
import { type Optimizer, optimizerRule } from "../optimizers/optimizer.ts";
import type { MonitorMode, Threshold } from "../schedules/patience.ts";
import { type AnySchedule, isSchedule } from "../schedules/schedule.ts";
import type { CurvePoint } from "./curve.ts";

/** The row order of one epoch: as many row numbers as the training set has rows. */
export type Order = (epoch: number) => ArrayLike<number>;

export interface EarlyStopping {
  readonly patience?: number;
  readonly monitor?: string;
  readonly minDelta?: number;
  readonly threshold?: Threshold;
  readonly mode?: MonitorMode | "auto";
}

/** A checkpoint that `to` could not keep, and what it threw. */
export interface FailedCheckpoint {
  readonly step: number;
  readonly error: unknown;
}

/** How often a run hands out checkpoints while it trains, and to whom; one of `epochs`, `steps` and `seconds`. */
export type CheckpointEvery = (
  | { readonly epochs: number }
  | { readonly steps: number }
  | { readonly seconds: number }
) & {
  /** gets what `run.checkpoint()` would give, as bytes of its own */
  readonly to: (bytes: Uint8Array) => void | Promise<void>;
};

export interface FitOptions {
  /** default adam() */
  readonly optimizer?: Optimizer;
  /** default constant() */
  readonly schedule?: AnySchedule;
  /** default 30; unlimited where `steps` or `budget` is set without it */
  readonly epochs?: number;
  /** stop after so many iterations, also inside an epoch */
  readonly steps?: number;
  /** rows per iteration, default 32; more than there are rows make one batch of all */
  readonly batchSize?: number;
  /** a new seeded order each epoch (default true), the rows as they stand (false), or the orders that a function returns */
  readonly shuffle?: boolean | Order;
  readonly validation?: Dataset;
  readonly test?: Dataset;
  /** default { epochs: 1 }; false: batch costs only */
  readonly evaluateEvery?: { readonly epochs: number } | { readonly steps: number } | false;
  readonly earlyStopping?: EarlyStopping;
  /** default: true where there is validation together with earlyStopping */
  readonly restoreBest?: boolean;
  readonly convergence?: { readonly gradientNorm: number };
  /** Σ w·loss / rows, in training batches only; "balanced" is m/(k·mₖ) */
  readonly classWeights?: "balanced" | readonly number[];
  readonly clip?: { readonly norm: number };
  /** of orders and dropout; default 1 */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (point: CurvePoint) => void;
  readonly budget?: { readonly milliseconds?: number; readonly steps?: number };
  /**
   * Checkpoints on the way: `resume` goes on from each of them to the bits of the unbroken run. At every multiple of `epochs`
   * or `steps` since the run began, the last step's included, or `seconds` after the one before (after the start); between two
   * steps, after the evaluation that is due there. Off by default.
   *
   * The run goes on while `to` works. The next one begins when it has ended: for it a run by `epochs` or `steps` waits, one by
   * `seconds` takes the next one later; and a run ends when the last one has. What `to` throws ends no run: it is found in
   * `run.failedCheckpoints`, and the next checkpoint is tried when it is due.
   *
   * @example { seconds: 30, to: (bytes) => writeFile("run.checkpoint", bytes) }
   */
  readonly checkpointEvery?: CheckpointEvery;
}

const isFunction = (value: unknown) => typeof value === "function";
const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Every option of fit. */
export const fitRules = {
  optimizer: optimizerRule(),
  schedule: value<AnySchedule | undefined>(undefined, "a schedule, such as halveEvery(10), not JSON", isSchedule),
  epochs: whole(undefined),
  steps: whole(undefined),
  batchSize: whole<number>(32),
  shuffle: value<boolean | Order>(
    true,
    "true, false or a function of the epoch",
    (v) => typeof v === "boolean" || isFunction(v),
  ),
  validation: value<Dataset | undefined>(undefined, "a data set", isObject),
  test: value<Dataset | undefined>(undefined, "a data set", isObject),
  evaluateEvery: value<object | false>(
    { epochs: 1 },
    "{ epochs }, { steps } or false",
    (v) => v === false || isObject(v),
  ),
  earlyStopping: value<object | undefined>(undefined, "an object such as { patience: 5 }", isObject),
  restoreBest: flag(undefined),
  convergence: value<object | undefined>(undefined, "an object { gradientNorm }", isObject),
  classWeights: value<"balanced" | readonly number[] | undefined>(
    undefined,
    '"balanced" or one number per class',
    (v) => v === "balanced" || Array.isArray(v),
  ),
  clip: value<object | undefined>(undefined, "an object { norm }", isObject),
  seed: seed(1),
  signal: abortSignal(),
  onProgress: value<((point: CurvePoint) => void) | undefined>(undefined, "a function", isFunction),
  budget: value<object | undefined>(undefined, "an object with milliseconds or steps", isObject),
  checkpointEvery: value<CheckpointEvery | undefined>(undefined, "an object { seconds, to }", isObject),
};

export const budgetRules = () => ({ milliseconds: positive(undefined), steps: whole(undefined) });
