// The rate times a factor every so many epochs or steps.

import { checked, positive, required, whole } from "../core/options.ts";
import { pow } from "../numbers/powers.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";

const rules = () => ({ every: required(whole(undefined)), factor: required(positive(undefined)) });

export const stepKind: ScheduleKind = { make: step, sample: { every: 2, factor: 0.7 }, short: ["every", "factor"] };

/**
 * The rate times `factor` every `every` epochs or steps.
 *
 *   rate(t) = base·factor^⌊t/every⌋
 *
 * @param options.every   a whole number ≥ 1, required; the first change is at t = every
 * @param options.factor  > 0, required; above 1 the rate grows
 * @param timing.per      what t counts, "epoch" or "step"; default "epoch"
 * @throws {OptionError} when an option is missing, unknown or outside its range
 * @example await network.fit(train, { schedule: step({ every: 10, factor: 0.1 }) });
 * @see torch.optim.lr_scheduler.StepLR
 * Differs: PyTorch's factor is 0.1 by default and is multiplied on again each time, which rounds at every step.
 */
export function step(options: { readonly every: number; readonly factor: number }, timing?: Timing): Schedule {
  const { every, factor } = checked("step", options, rules());
  return schedule("step", timing, { every, factor }, (base, t) => base * pow(factor, Math.floor(t / every)));
}
