// From one multiple of the base rate to another in a straight line.
import { checked, nonNegative, required, whole } from "../core/options.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";
import { weighted } from "./weighted.ts";

const rules = () => ({
  from: required(nonNegative(undefined)),
  to: required(nonNegative(undefined)),
  length: required(whole(undefined)),
});

export const linearKind: ScheduleKind = {
  make: linear,
  sample: { from: 0.2, to: 1, length: 3 },
  short: ["from", "to", "length"],
};

/**
 * From base·from to base·to in a straight line; base·to from t = length on.
 *
 *   rate(t) = base·(from + (to − from)·min(t, length)/length)
 *
 * @param options.from    ≥ 0, required; multiplies the base
 * @param options.to      ≥ 0, required; multiplies the base
 * @param options.length  a whole number ≥ 1, required
 * @param timing.per      what t and length count, "epoch" or "step"; default "epoch"
 * @throws {OptionError} when an option is missing, unknown or outside its range
 * @example await network.fit(train, { schedule: linear({ from: 1, to: 0.01, length: 30 }) });
 * @see torch.optim.lr_scheduler.LinearLR
 * Differs: PyTorch goes from ⅓ to 1 in 5 epochs by default; optax.linear_schedule takes rates, not multiples.
 */
export function linear(
  options: { readonly from: number; readonly to: number; readonly length: number },
  timing?: Timing,
): Schedule {
  const { from, to, length } = checked("linear", options, rules());
  return schedule(
    "linear",
    timing,
    { from, to, length },
    (base, t) => base * weighted(to, from, Math.min(t, length) / length),
  );
}
