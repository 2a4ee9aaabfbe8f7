// From the base rate to an end along a power of the time that is left.

import { checked, nonNegative, positive, required, whole } from "../core/options.ts";
import { pow } from "../numbers/powers.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";
import { weighted } from "./weighted.ts";

const rules = () => ({ length: required(whole(undefined)), power: positive(1), end: nonNegative(0) });

export const polynomialKind: ScheduleKind = {
  make: polynomial,
  sample: { length: 4, power: 2 },
  short: ["length", "power", "end"],
};

/**
 * From the base rate to `end` along a power of the time that is left; `end` from t = length on.
 *
 *   rate(t) = end + (base − end)·(1 − min(t, length)/length)^power
 *
 * @param options.length  a whole number ≥ 1, required
 * @param options.power   > 0; default 1, a straight line
 * @param options.end     a rate ≥ 0; default 0
 * @param timing.per      what t and length count, "epoch" or "step"; default "epoch"
 * @throws {OptionError} when an option is missing, unknown or outside its range
 * @example await network.fit(train, { schedule: polynomial({ length: 30, power: 2 }) });
 * @see torch.optim.lr_scheduler.PolynomialLR
 * Differs: PyTorch has no end but 0.
 */
export function polynomial(
  options: { readonly length: number; readonly power?: number; readonly end?: number },
  timing?: Timing,
): Schedule {
  const { length, power, end } = checked("polynomial", options, rules());
  return schedule("polynomial", timing, { length, power, end }, (base, t) =>
    weighted(base, end, pow(1 - Math.min(t, length) / length, power)),
  );
}
