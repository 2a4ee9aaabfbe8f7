// Checks the options of fit and fills in their defaults, before anything is changed.
import { OptionError } from "../core/errors.ts";
import { type Checked, checked, positive, required, whole } from "../core/options.ts";
import type { Dataset } from "../data/dataset.ts";
import { adam } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { constant } from "../schedules/constant.ts";
import { better, checkedMonitor, modeOf, patienceRules } from "../schedules/patience.ts";
import type { AnySchedule } from "../schedules/schedule.ts";
import type { CurvePoint } from "./curve.ts";
import { budgetRules, type CheckpointEvery, type FitOptions, fitRules, type Order } from "./fitOptions.ts";

/** Something that watches one figure of the curve. */
export interface Watch {
  readonly monitor: string;
  readonly isBetter: (metric: number, best: number | null) => boolean;
}

export interface ReadFitOptions {
  readonly optimizer: Optimizer;
  readonly schedule: AnySchedule;
  readonly epochs: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly shuffle: boolean | Order;
  readonly validation: Dataset | undefined;
  readonly test: Dataset | undefined;
  readonly evaluateEvery: { readonly epochs?: number; readonly steps?: number } | false;
  readonly stopping: (Watch & { readonly patience: number }) | null;
  readonly best: Watch | null;
  readonly convergence: number;
  readonly classWeights: "balanced" | readonly number[] | undefined;
  readonly clip: number | undefined;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((point: CurvePoint) => void) | undefined;
  readonly budget: { readonly milliseconds: number; readonly steps: number };
  /** checked where it is used */
  readonly checkpointEvery: CheckpointEvery | undefined;
}

const stoppingRules = patienceRules();

interface ReadMonitors {
  readonly validation: Dataset | undefined;
  readonly test: Dataset | undefined;
  readonly evaluateEvery: object | false;
  readonly classification: boolean;
}

/** What can be watched: the set must be there, and evaluations must be on. */
function requireMonitor(where: string, name: string, monitors: ReadMonitors): void {
  checkedMonitor(where, name);
  const set = name.split(".")[0];
  const absent = (set === "validation" || set === "test") && monitors[set] === undefined;
  if (absent) {
    throw new OptionError({
      where: `${where}.monitor`,
      received: name,
      expected: `a ${set} set to watch`,
      hint: `Give fit { ${set} }.`,
    });
  }
  if (monitors.evaluateEvery === false) {
    throw new OptionError({
      where: "fit.evaluateEvery",
      received: false,
      expected: `evaluations, since ${where} watches ${name}`,
    });
  }
  if (name.endsWith(".accuracy") && !monitors.classification) {
    throw new OptionError({
      where: `${where}.monitor`,
      received: name,
      expected: "a loss or cost, since this loss classifies nothing",
    });
  }
}

type CheckedOptions = Checked<typeof fitRules>;

function readEvaluateEvery(where: string, every: object | false): ReadFitOptions["evaluateEvery"] {
  if (every === false) return false;
  const read = checked(`${where}.evaluateEvery`, every, { epochs: whole(undefined), steps: whole(undefined) });
  if ((read.epochs === undefined) !== (read.steps === undefined)) return read;
  throw new OptionError({
    where: `${where}.evaluateEvery`,
    received: every,
    expected: "either { epochs } or { steps }",
  });
}

/** The watchers' options: what plateau, early stopping and the keeping of the best weights look at. */
function readWatches(where: string, options: CheckedOptions, monitors: ReadMonitors) {
  const { earlyStopping, validation } = options;
  const stopping = earlyStopping && checked(`${where}.earlyStopping`, earlyStopping, stoppingRules);
  if (stopping) requireMonitor(`${where}.earlyStopping`, stopping.monitor, monitors);
  const schedule = options.schedule ?? constant();
  if (schedule.kind === "plateau") requireMonitor(`${where}.schedule`, schedule.monitor, monitors);
  const restore = options.restoreBest ?? (validation !== undefined && stopping !== undefined);
  const bestMonitor = stopping?.monitor ?? "validation.loss";
  if (restore) requireMonitor(`${where}.restoreBest`, bestMonitor, monitors);
  const bestMode = modeOf(stopping?.mode ?? "auto", bestMonitor);
  return {
    schedule,
    stopping: stopping
      ? {
          monitor: stopping.monitor,
          patience: stopping.patience,
          isBetter: better(modeOf(stopping.mode, stopping.monitor), stopping.threshold, stopping.minDelta),
        }
      : null,
    best: restore ? { monitor: bestMonitor, isBetter: better(bestMode, "absolute", 0) } : null,
  };
}

function readBudget(where: string, budget: object | undefined): ReadFitOptions["budget"] {
  const { milliseconds, steps } = checked(`${where}.budget`, budget, budgetRules());
  if (budget && milliseconds === undefined && steps === undefined) {
    throw new OptionError({ where: `${where}.budget`, received: budget, expected: "milliseconds or steps" });
  }
  return { milliseconds: milliseconds ?? Number.POSITIVE_INFINITY, steps: steps ?? Number.POSITIVE_INFINITY };
}

/**
 * fit's options with their defaults.
 * @throws {OptionError} naming the option; nothing has been changed then
 */
export function readFitOptions(
  where: string,
  options: FitOptions | undefined,
  classification: boolean,
): ReadFitOptions {
  const read = checked(where, options, fitRules);
  const { validation, test, classWeights, convergence, clip } = read;
  const unlimited = read.steps !== undefined || read.budget !== undefined ? Number.POSITIVE_INFINITY : 30;
  const evaluateEvery = readEvaluateEvery(where, read.evaluateEvery);
  const number = () => required(positive(undefined));
  return {
    ...read,
    ...readWatches(where, read, { validation, test, evaluateEvery, classification }),
    optimizer: read.optimizer ?? adam(),
    epochs: read.epochs ?? unlimited,
    steps: read.steps ?? Number.POSITIVE_INFINITY,
    evaluateEvery,
    convergence: convergence
      ? checked(`${where}.convergence`, convergence, { gradientNorm: number() }).gradientNorm
      : -1,
    classWeights: typeof classWeights === "string" ? classWeights : classWeights?.slice(),
    clip: clip && checked(`${where}.clip`, clip, { norm: number() }).norm,
    budget: readBudget(where, read.budget),
  };
}
