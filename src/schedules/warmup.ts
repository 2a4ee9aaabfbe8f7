// A straight rise to the base rate, and another schedule after it. Knows schedules by their interface only.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is warmup's option; it is never a function, so nothing takes it for a promise
import { OptionError } from "../core/errors.ts";
import { checked, required, value, whole } from "../core/options.ts";
import { checkedSchedule, innerSchedule } from "./checkedSchedule.ts";
import { constant } from "./constant.ts";
import { perOf, type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";

const rules = () => ({ length: required(whole(undefined)), then: value<unknown>(undefined, "a schedule") });

export const warmupKind: ScheduleKind = {
  make: (options, timing, inner) =>
    warmup({ ...(options as { length: number }), then: inner("warmup.then", options.then) }, timing),
  sample: { length: 3, then: { name: "constant", options: {} } },
};

/**
 * A straight rise to the base rate over `length` epochs or steps, then the schedule `then`, which counts from 0.
 *
 *   rate(t) = base·(t + 1)/length for t < length,  then.rate(base, t − length) afterwards
 *
 * @param options.length  a whole number ≥ 1, required; the base rate is reached at t = length − 1
 * @param options.then    a schedule; it counts in the warm-up's unit; default constant()
 * @param timing.per      what t and length count, "epoch" or "step"; default "epoch"
 * @throws {OptionError} when an option is missing, unknown or outside its range, or `then` counts steps and the warm-up epochs
 * @example await network.fit(train, { schedule: warmup({ length: 5, then: cosine({ length: 25 }) }) });
 * @see Goyal et al. 2017, Accurate, Large Minibatch SGD, section 2.2, arXiv:1706.02677
 * Differs: PyTorch's LinearLR rises from a third of the base; optax.warmup_cosine_decay_schedule counts the warm-up in the decay's length.
 */
export function warmup(options: { readonly length: number; readonly then?: Schedule }, timing?: Timing): Schedule {
  const { length, then: next } = checked("warmup", options, rules());
  const per = perOf("warmup", timing);
  const then = next === undefined ? constant({ per }) : checkedSchedule("warmup.then", next);
  if (then.per === "step" && per === "epoch")
    throw new OptionError({
      where: "warmup.then",
      expected: "a schedule that counts epochs, as this warm-up does",
      hint: 'Pass { per: "step" } to warmup as its last argument; then it counts steps too.',
    });
  return schedule("warmup", { per }, { length, then: innerSchedule(then) }, (base, t) =>
    t < length ? base * ((t + 1) / length) : then.rate(base, t - length),
  );
}
