// The rate times a factor at chosen epochs or steps.

import { checked, positive, required, value } from "../core/options.ts";
import { pow } from "../numbers/powers.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";

const increases = (at: readonly unknown[]) =>
  at.every((t, i) => Number.isSafeInteger(t) && (t as number) > (i === 0 ? -1 : (at[i - 1] as number)));
const rules = () => ({
  at: required(
    value<readonly number[] | undefined>(
      undefined,
      "an array of at least one whole number ≥ 0, each larger than the one before",
      (value) => Array.isArray(value) && value.length > 0 && increases(value),
    ),
  ),
  factor: required(positive(undefined)),
});

export const multiStepKind: ScheduleKind = { make: multiStep, sample: { at: [1, 3], factor: 0.3 } };

/**
 * The rate times `factor` at each of the epochs or steps `at`.
 *
 *   rate(t) = base·factorⁿ,  n = the number of entries of `at` that are ≤ t
 *
 * @param options.at      whole numbers ≥ 0, increasing, required; each takes effect in that 0-based epoch or step
 * @param options.factor  > 0, required; above 1 the rate grows
 * @param timing.per      what t counts, "epoch" or "step"; default "epoch"
 * @throws {OptionError} when `at` does not increase, or an option is missing, unknown or outside its range
 * @example await network.fit(train, { schedule: multiStep({ at: [30, 60, 80], factor: 0.1 }) });
 * @see torch.optim.lr_scheduler.MultiStepLR
 * Differs: PyTorch's factor is 0.1 by default, and it takes an epoch that is listed twice as two changes.
 */
export function multiStep(
  options: { readonly at: readonly number[]; readonly factor: number },
  timing?: Timing,
): Schedule {
  const { at: epochs, factor } = checked("multiStep", options, rules());
  const at = Object.freeze([...epochs]);
  return schedule("multiStep", timing, { at, factor }, (base, t) => {
    let passed = 0;
    while (passed < at.length && at[passed] <= t) passed++;
    return base * pow(factor, passed);
  });
}
