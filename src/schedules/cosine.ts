// From the base rate to a minimum along half a wave.

import { checked, nonNegative, required, whole } from "../core/options.ts";
import { cosHalfTurn } from "../numbers/float64.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";
import { weighted } from "./weighted.ts";

const rules = () => ({ length: required(whole(undefined)), minimum: nonNegative(0) });

export const cosineKind: ScheduleKind = { make: cosine, sample: { length: 4 }, short: ["length", "minimum"] };

/**
 * From the base rate to `minimum` along half a cosine wave; stays at `minimum` from t = length on.
 *
 *   rate(t) = minimum + ½(base − minimum)·(1 + cos(π·min(t, length)/length))
 *
 * @param options.length   a whole number ≥ 1, required
 * @param options.minimum  a rate ≥ 0; default 0
 * @param timing.per       what t and length count, "epoch" or "step"; default "epoch"
 * @throws {OptionError} when an option is missing, unknown or outside its range
 * @example await network.fit(train, { schedule: cosine({ length: 30 }) });
 * @see Loshchilov & Hutter 2017, SGDR, equation 5, arXiv:1608.03983
 * Differs: PyTorch's CosineAnnealingLR rises again after length; the alpha of optax.cosine_decay_schedule multiplies the base.
 */
export function cosine(options: { readonly length: number; readonly minimum?: number }, timing?: Timing): Schedule {
  const { length, minimum } = checked("cosine", options, rules());
  return schedule("cosine", timing, { length, minimum }, (base, t) =>
    weighted(base, minimum, (1 + cosHalfTurn(Math.min(t, length) / length)) / 2),
  );
}
