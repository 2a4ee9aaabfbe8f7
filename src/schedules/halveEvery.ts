// Half the rate every so many epochs or steps.

import { checked, required, whole } from "../core/options.ts";
import { pow } from "../numbers/powers.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";

const rules = () => ({ every: required(whole(undefined)) });

export const halveEveryKind: ScheduleKind = {
  make: (options, timing) => halveEvery(checked("halveEvery", options, rules()).every, timing),
  sample: { every: 2 },
  short: ["every"],
  shortName: "halve",
};

/**
 * Half the rate every `every` epochs or steps; the halves are exact.
 *
 *   rate(t) = base·½^⌊t/every⌋
 *
 * @param every       a whole number ≥ 1; the first half rate is that of t = every
 * @param timing.per  what t counts, "epoch" or "step"; default "epoch"
 * @throws {OptionError} when `every` is not a whole number ≥ 1
 * @example await network.fit(train, { schedule: halveEvery(10) });
 * @see torch.optim.lr_scheduler.StepLR with gamma = 0.5
 */
export function halveEvery(every: number, timing?: Timing): Schedule {
  const options = checked("halveEvery", { every }, rules());
  return schedule("halveEvery", timing, options, (base, t) => base * pow(0.5, Math.floor(t / options.every)));
}
