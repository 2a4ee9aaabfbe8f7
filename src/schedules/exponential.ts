// The rate times a factor in every epoch or step.

import { checked, positive, required } from "../core/options.ts";
import { pow } from "../numbers/powers.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";

const rules = () => ({ factor: required(positive(undefined)) });

export const exponentialKind: ScheduleKind = { make: exponential, sample: { factor: 0.9 }, short: ["factor"] };

/**
 * The rate times `factor` in every epoch or step.
 *
 *   rate(t) = base·factorᵗ
 *
 * @param options.factor  > 0, required; above 1 the rate grows
 * @param timing.per      what t counts, "epoch" or "step"; default "epoch"
 * @throws {OptionError} when `factor` is missing or ≤ 0, or an option is unknown
 * @example await network.fit(train, { schedule: exponential({ factor: 0.95 }) });
 * @see torch.optim.lr_scheduler.ExponentialLR
 */
export function exponential(options: { readonly factor: number }, timing?: Timing): Schedule {
  const { factor } = checked("exponential", options, rules());
  return schedule("exponential", timing, { factor }, (base, t) => base * pow(factor, t));
}
