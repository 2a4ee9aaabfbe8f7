// The learning rate of a step: by the schedule's plan, or as the plateau's state has it.
import type { PlateauState } from "../schedules/schedule.ts";
import type { ReadFitOptions } from "./readFitOptions.ts";
import type { RunState } from "./runState.ts";

/** The rate of step `step` (0-based, of the whole run) in epoch `epoch`, for a run whose watchers stand as they do. */
export function learningRateAt(
  { schedule, optimizer }: ReadFitOptions,
  { watchers }: RunState,
  epoch: number,
  step: number,
): number {
  if (schedule.kind === "plateau") return (watchers.plateau as PlateauState).rate;
  return schedule.rate(optimizer.learningRate, schedule.per === "step" ? step : epoch);
}
