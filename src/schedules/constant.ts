// The base rate, always.
import { checked } from "../core/options.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";

export const constantKind: ScheduleKind = {
  make: (options, timing) => {
    checked("constant", options, {});
    return constant(timing);
  },
  sample: {},
  short: [],
};

/**
 * The base rate in every epoch or step.
 *
 *   rate(t) = base
 *
 * @param timing.per  what t counts, "epoch" or "step"; default "epoch"
 * @example await network.fit(train, { schedule: constant() });
 */
export function constant(timing?: Timing): Schedule {
  return schedule("constant", timing, {}, (base) => base);
}
