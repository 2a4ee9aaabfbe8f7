// The base rate over one plus a multiple of the time.
import { checked, nonNegative, required } from "../core/options.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";

const rules = () => ({ decay: required(nonNegative(undefined)) });

export const inverseTimeKind: ScheduleKind = { make: inverseTime, sample: { decay: 0.5 }, short: ["decay"] };

/**
 * The base rate divided by a number that grows with the time.
 *
 *   rate(t) = base/(1 + decay·t)
 *
 * @param options.decay  ≥ 0, required
 * @param timing.per     what t counts, "epoch" or "step"; default "epoch"
 * @throws {OptionError} when `decay` is missing or < 0, or an option is unknown
 * @example await network.fit(train, { schedule: inverseTime({ decay: 0.1 }) });
 * @see Bottou 2012, Stochastic Gradient Descent Tricks, where decay = λ·base
 * Differs: tf.keras InverseTimeDecay divides t by its decay_steps.
 */
export function inverseTime(options: { readonly decay: number }, timing?: Timing): Schedule {
  const { decay } = checked("inverseTime", options, rules());
  return schedule("inverseTime", timing, { decay }, (base, t) => base / (1 + decay * t));
}
