// The options of fit: their rules and defaults, checked before anything is changed. Knows no memory.
import { OptionError, ShapeError } from "../core/errors.ts";
import { abortSignal, any, checked, flag, positive, type Rule, required, seed, whole } from "../core/options.ts";
import type { Dataset } from "../data/dataset.ts";
import { adam } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { constant } from "../schedules/constant.ts";
import { better, checkedMonitor, type Mode, modeOf, patienceRules, type Threshold } from "../schedules/patience.ts";
import type { AnySchedule } from "../schedules/schedule.ts";
import type { CurvePoint } from "./curve.ts";

/** The row order of one epoch: as many row numbers as the training set has rows. */
export type Order = (epoch: number) => ArrayLike<number>;

export interface EarlyStopping {
  readonly patience?: number;
  readonly monitor?: string;
  readonly minDelta?: number;
  readonly threshold?: Threshold;
  readonly mode?: Mode | "auto";
}

export interface FitOptions {
  /** default adam() */
  readonly optimizer?: Optimizer;
  /** default constant() */
  readonly schedule?: AnySchedule;
  /** default 30; unlimited where `steps` or `budget` is given without it */
  readonly epochs?: number;
  /** stop after so many iterations, also inside an epoch */
  readonly steps?: number;
  /** rows per iteration, default 32; more than there are rows make one batch of all */
  readonly batchSize?: number;
  /** a new seeded order each epoch (default true), the rows as they stand (false), or the orders that a function gives */
  readonly shuffle?: boolean | Order;
  readonly validation?: Dataset;
  readonly test?: Dataset;
  /** default { epochs: 1 }; false: batch losses only */
  readonly evaluateEvery?: { readonly epochs: number } | { readonly steps: number } | false;
  readonly earlyStopping?: EarlyStopping;
  /** default: where validation is given together with earlyStopping */
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
}

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
}

const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
const kindIs = (value: unknown, ...kinds: string[]) =>
  isObject(value) && kinds.includes((value as { kind: string }).kind);

/** Every option of fit. */
export const fitRules = {
  optimizer: any<Optimizer | undefined>(undefined, "an optimizer, such as adam()", (v) => kindIs(v, "optimizer")),
  schedule: any<AnySchedule | undefined>(undefined, "a schedule, such as halveEvery(10)", (v) =>
    kindIs(v, "schedule", "plateau"),
  ),
  epochs: whole(undefined),
  steps: whole(undefined),
  batchSize: whole<number>(32),
  shuffle: any<boolean | Order>(
    true,
    "true, false or a function of the epoch",
    (v) => typeof v === "boolean" || typeof v === "function",
  ),
  validation: any<Dataset | undefined>(undefined, "a data set", isObject),
  test: any<Dataset | undefined>(undefined, "a data set", isObject),
  evaluateEvery: any<object | false>(
    { epochs: 1 },
    "{ epochs }, { steps } or false",
    (v) => v === false || isObject(v),
  ),
  earlyStopping: any<object | undefined>(undefined, "an object such as { patience: 5 }", isObject),
  restoreBest: flag(undefined),
  convergence: any<object | undefined>(undefined, "an object { gradientNorm }", isObject),
  classWeights: any<"balanced" | readonly number[] | undefined>(
    undefined,
    '"balanced" or one number per class',
    (v) => v === "balanced" || Array.isArray(v),
  ),
  clip: any<object | undefined>(undefined, "an object { norm }", isObject),
  seed: seed(1) as Rule<number>,
  signal: abortSignal(),
  onProgress: any<((point: CurvePoint) => void) | undefined>(undefined, "a function", (v) => typeof v === "function"),
  budget: any<object | undefined>(undefined, "an object with milliseconds or steps", isObject),
};

const stoppingRules = patienceRules();

/** What can be watched: the set must be there, and evaluations must be on. */
function requireMonitor(where: string, name: string, given: ReadMonitors): void {
  checkedMonitor(where, name);
  const set = name.split(".")[0];
  const absent = (set === "validation" || set === "test") && given[set] === undefined;
  if (absent) {
    throw new OptionError({
      where: `${where}.monitor`,
      received: name,
      expected: `a ${set} set to watch`,
      hint: `Give fit { ${set} }.`,
    });
  }
  if (given.evaluateEvery === false) {
    throw new OptionError({
      where: "fit.evaluateEvery",
      received: false,
      expected: `evaluations, since ${where} watches ${name}`,
    });
  }
  if (name.endsWith(".accuracy") && !given.classification) {
    throw new OptionError({
      where: `${where}.monitor`,
      received: name,
      expected: "a loss or cost, since this loss classifies nothing",
    });
  }
}

interface ReadMonitors {
  readonly validation: Dataset | undefined;
  readonly test: Dataset | undefined;
  readonly evaluateEvery: object | false;
  readonly classification: boolean;
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
  const given = checked(where, options, fitRules);
  const unlimited = given.steps !== undefined || given.budget !== undefined ? Number.POSITIVE_INFINITY : 30;
  const evaluateEvery =
    given.evaluateEvery === false
      ? (false as const)
      : checked(`${where}.evaluateEvery`, given.evaluateEvery, { epochs: whole(undefined), steps: whole(undefined) });
  if (evaluateEvery && (evaluateEvery.epochs === undefined) === (evaluateEvery.steps === undefined)) {
    throw new OptionError({
      where: `${where}.evaluateEvery`,
      received: given.evaluateEvery,
      expected: "either { epochs } or { steps }",
    });
  }
  const monitors = { validation: given.validation, test: given.test, evaluateEvery, classification };
  const stopping = given.earlyStopping && checked(`${where}.earlyStopping`, given.earlyStopping, stoppingRules);
  if (stopping) requireMonitor(`${where}.earlyStopping`, stopping.monitor, monitors);
  const schedule = given.schedule ?? constant();
  if (schedule.kind === "plateau") requireMonitor(`${where}.schedule`, schedule.monitor, monitors);
  const restore = given.restoreBest ?? (given.validation !== undefined && stopping !== undefined);
  const bestMonitor = stopping?.monitor ?? "validation.loss";
  if (restore) requireMonitor(`${where}.restoreBest`, bestMonitor, monitors);
  const bestMode = modeOf(stopping?.mode ?? "auto", bestMonitor);
  const convergence =
    given.convergence &&
    checked(`${where}.convergence`, given.convergence, { gradientNorm: required(positive(undefined)) });
  const clip = given.clip && checked(`${where}.clip`, given.clip, { norm: required(positive(undefined)) });
  const budget = checked(`${where}.budget`, given.budget, {
    milliseconds: positive(undefined),
    steps: whole(undefined),
  });
  if (given.budget && budget.milliseconds === undefined && budget.steps === undefined) {
    throw new OptionError({ where: `${where}.budget`, received: given.budget, expected: "milliseconds or steps" });
  }
  return {
    optimizer: given.optimizer ?? adam(),
    schedule,
    epochs: given.epochs ?? unlimited,
    steps: given.steps ?? Number.POSITIVE_INFINITY,
    batchSize: given.batchSize,
    shuffle: given.shuffle,
    validation: given.validation,
    test: given.test,
    evaluateEvery,
    stopping: stopping
      ? {
          monitor: stopping.monitor,
          patience: stopping.patience,
          isBetter: better(modeOf(stopping.mode, stopping.monitor), stopping.threshold, stopping.minDelta),
        }
      : null,
    best: restore ? { monitor: bestMonitor, isBetter: better(bestMode, "absolute", 0) } : null,
    convergence: convergence?.gradientNorm ?? -1,
    classWeights: typeof given.classWeights === "string" ? given.classWeights : given.classWeights?.slice(),
    clip: clip?.norm,
    seed: given.seed,
    signal: given.signal,
    onProgress: given.onProgress,
    budget: {
      milliseconds: budget.milliseconds ?? Number.POSITIVE_INFINITY,
      steps: budget.steps ?? Number.POSITIVE_INFINITY,
    },
  };
}

/** One weight per class: the given ones, or m/(k·mₖ). @throws {ShapeError | OptionError} */
export function classWeightsOf(
  where: string,
  weights: "balanced" | readonly number[],
  train: Dataset,
  classes: number,
): number[] {
  if (weights === "balanced") {
    const counts = Array<number>(classes).fill(0);
    for (const label of train.targets) counts[label] += 1;
    return counts.map((count) => (count === 0 ? 0 : train.rows / (classes * count)));
  }
  if (weights.length !== classes)
    throw new ShapeError({ where, received: weights, expected: `${classes} numbers, one per class` });
  const bad = weights.findIndex((w) => typeof w !== "number" || !(w >= 0) || w === Number.POSITIVE_INFINITY);
  if (bad >= 0)
    throw new OptionError({ where: `${where}[${bad}]`, received: weights[bad], expected: "a finite number ≥ 0" });
  return [...weights];
}
