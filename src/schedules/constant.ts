// The base rate, always. Knows no other schedule.
import { type Schedule, schedule, type Timing } from "./schedule.ts";

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
