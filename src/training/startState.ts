// The state of a run at step 0, from the weights as they are.
import type { Model } from "../network/model.ts";
import { startOf } from "./optimizerMemory.ts";
import type { ReadFitOptions } from "./readFitOptions.ts";
import type { RunState } from "./runState.ts";
import { watchersOf } from "./watchers/watchersOf.ts";

export function startState(model: Model, options: ReadFitOptions): RunState {
  const watchers: RunState["watchers"] = {};
  for (const { name, start } of watchersOf(options)) if (start) watchers[name] = start;
  return {
    step: 0,
    evaluated: 0,
    network: model.snapshot(),
    optimizer: startOf(options.optimizer, model.theta.length),
    squares: 0,
    watchers,
    points: [],
  };
}
