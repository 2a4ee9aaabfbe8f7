// Where a run ends, and which of its limits that is.
import type { ReadFitOptions } from "./readFitOptions.ts";
import type { Reason } from "./runState.ts";

/** In steps since the run began, but `milliseconds`, which count from here; `epochSteps` is where its epochs are over. */
export interface Limits {
  readonly epochSteps: number;
  readonly steps: number;
  readonly budgetSteps: number;
  readonly milliseconds: number;
}

/** Where a run that stands at `step` ends; a budget counts from there. */
export const limitsFrom = (step: number, { epochs, steps, budget }: ReadFitOptions, stepsPerEpoch: number): Limits => ({
  epochSteps: epochs * stepsPerEpoch,
  steps,
  budgetSteps: step + budget.steps,
  milliseconds: budget.milliseconds,
});

/** The step at which one of them ends the run. */
export const lastStep = ({ epochSteps, steps, budgetSteps }: Limits): number =>
  Math.min(epochSteps, steps, budgetSteps);

/** Which limit a run at `step` has reached. */
export function reachedLimit({ epochSteps, steps, budgetSteps }: Limits, step: number): Reason | undefined {
  if (step >= epochSteps) return "epochs";
  if (step >= steps) return "steps";
  return step >= budgetSteps ? "budget" : undefined;
}
