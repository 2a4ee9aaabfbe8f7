// What a run that goes on begins with: the state in which the last one ended, and how much further. Loaded when a run continues.
import { OptionError } from "../core/errors.ts";
import { checked, value, whole } from "../core/options.ts";
import { CostLog, type CurvePoint } from "./curve.ts";
import { budgetRules, type CheckpointEvery, type FitOptions, fitRules } from "./fitOptions.ts";
import type { Limits } from "./limits.ts";
import { requireSameData } from "./requireSameData.ts";
import type { RunContext } from "./runContext.ts";
import type { RunMemory } from "./runMemory.ts";
import type { Reason, RunState } from "./runState.ts";
import { watchersOf } from "./watchers/watchersOf.ts";

/** How much further a run goes; the rest stays as it was. */
export interface ContinueOptions {
  /** MORE epochs, from where the run ended */
  readonly epochs?: number;
  /** MORE steps */
  readonly steps?: number;
  readonly budget?: FitOptions["budget"];
  readonly signal?: AbortSignal;
  readonly onProgress?: (point: CurvePoint) => void;
  /** as in `fit`; `epochs` and `steps` count from the run's beginning */
  readonly checkpointEvery?: CheckpointEvery;
}

const { signal, onProgress, checkpointEvery } = fitRules;
const continueRules = {
  epochs: whole(undefined),
  steps: whole(undefined),
  budget: value<FitOptions["budget"]>(undefined, "an object with milliseconds or steps"),
  signal,
  onProgress,
  checkpointEvery,
};

/** The state in which a run goes on that ended for `reason`. */
function renewed({ state, options }: RunContext, reason: Reason): RunState {
  const watchers = { ...state.watchers };
  for (const watcher of watchersOf(options))
    if (watcher.renewed && watcher.reason?.(watchers[watcher.name]) === reason)
      watchers[watcher.name] = watcher.renewed(watchers[watcher.name]);
  return { ...state, watchers, points: state.points.filter(({ cut }) => !cut) };
}

/** The context and the limits of a run that goes on from another's end. @throws {OptionError} without `epochs`, `steps` or `budget` */
export function continueRun(
  context: RunContext,
  reason: Reason,
  options: ContinueOptions,
): readonly [RunContext, (memory: RunMemory) => Limits] {
  const more = checked("continue", options, continueRules);
  const budget = checked("continue.budget", more.budget, budgetRules());
  if ([more.epochs, more.steps, budget.milliseconds, budget.steps].every((limit) => limit === undefined)) {
    throw new OptionError({
      where: "continue",
      received: options,
      expected: "how much more: { epochs }, { steps } or { budget }",
    });
  }
  const { step } = context.state;
  const costs = new CostLog();
  costs.add(context.costs.values());
  const { rows } = context.sets.train;
  const end = step / Math.ceil(rows / Math.min(context.options.batchSize, rows)) + (more.epochs ?? 0);
  // a checkpoint of the continued run leads to its new last epoch
  const epochs = more.epochs !== undefined && Number.isInteger(end) ? end : context.options.epochs;
  const read = {
    ...context.options,
    epochs,
    signal: more.signal,
    onProgress: more.onProgress,
    checkpointEvery: more.checkpointEvery,
  };
  const state = renewed(context, reason);
  return [
    { ...context, options: read, state, costs },
    ({ tables, stepsPerEpoch }) => {
      requireSameData("continue", context.hashes, tables.hashes);
      return {
        epochSteps: step + (more.epochs ?? Number.POSITIVE_INFINITY) * stepsPerEpoch,
        steps: step + (more.steps ?? Number.POSITIVE_INFINITY),
        budgetSteps: step + (budget.steps ?? Number.POSITIVE_INFINITY),
        milliseconds: budget.milliseconds ?? Number.POSITIVE_INFINITY,
      };
    },
  ];
}
