// Half a cosine wave again and again, each longer than the one before.

import { checked, nonNegative, required, value, whole } from "../core/options.ts";
import { cosHalfTurn } from "../numbers/float64.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";
import { weighted } from "./weighted.ts";

const atLeastOne = (value: unknown) => typeof value === "number" && value >= 1 && value < Number.POSITIVE_INFINITY;
const rules = () => ({
  first: required(whole(undefined)),
  multiply: value(1, "a number ≥ 1", atLeastOne),
  minimum: nonNegative(0),
});

export const warmRestartsKind: ScheduleKind = {
  make: warmRestarts,
  sample: { first: 2, multiply: 2 },
  short: ["first", "multiply", "minimum"],
};

/**
 * Cosine waves from the base rate towards `minimum` that start again, each `multiply` times as long as the one before.
 *
 *   rate(t) = minimum + ½(base − minimum)·(1 + cos(π·(t − sᵢ)/Tᵢ)),  T₀ = first, Tᵢ₊₁ = multiply·Tᵢ, sᵢ = T₀ + … + Tᵢ₋₁ ≤ t < sᵢ + Tᵢ
 *
 * @param options.first     the length of the first wave, a whole number ≥ 1, required
 * @param options.multiply  ≥ 1, need not be whole; default 1
 * @param options.minimum   a rate ≥ 0, never quite reached; default 0
 * @param timing.per        what t and first count, "epoch" or "step"; default "epoch"
 * @throws {OptionError} when an option is missing, unknown or outside its range
 * @example await network.fit(train, { schedule: warmRestarts({ first: 10, multiply: 2 }) });
 * @see Loshchilov & Hutter 2017, SGDR, equation 5, arXiv:1608.03983
 * Differs: PyTorch's CosineAnnealingWarmRestarts takes whole multiples only.
 */
export function warmRestarts(
  options: { readonly first: number; readonly multiply?: number; readonly minimum?: number },
  timing?: Timing,
): Schedule {
  const { first, multiply, minimum } = checked("warmRestarts", options, rules());
  return schedule("warmRestarts", timing, { first, multiply, minimum }, (base, t) => {
    let length = first;
    let since = multiply === 1 ? t % first : t;
    while (since >= length) {
      since -= length;
      length *= multiply;
    }
    return weighted(base, minimum, (1 + cosHalfTurn(since / length)) / 2);
  });
}
