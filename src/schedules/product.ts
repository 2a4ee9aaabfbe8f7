// Several schedules at once. Knows schedules by their interface only.
import { OptionError } from "../core/errors.ts";
import { checkedSchedule, innerSchedule } from "./checkedSchedule.ts";
import { perOf, type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";

const isTiming = (value: unknown): value is Timing =>
  typeof value === "object" && value !== null && !("kind" in value) && !Array.isArray(value);

export const productKind: ScheduleKind = {
  make: ({ of }, timing, inner) =>
    product(...(Array.isArray(of) ? of : []).map((one, i) => inner(`product: part ${i + 1}`, one)), timing ?? {}),
  sample: {
    of: [
      { name: "halveEvery", options: { every: 2 } },
      { name: "cosine", options: { length: 4 } },
    ],
  },
};

/**
 * Several schedules at once: their ratios to the base rate are multiplied.
 *
 *   rate(t) = base·Π (aᵢ.rate(base, t)/base)
 *
 * @param schedules  at least one schedule; they count in one unit, which a last argument { per } may set for all of them
 * @throws {OptionError} when there is no part, one is no schedule by plan, or some count steps and others epochs
 * @example await network.fit(train, { schedule: product(warmup({ length: 5 }), halveEvery(10)) });
 * @see torch.optim.lr_scheduler.ChainedScheduler
 * Differs: PyTorch's ChainedScheduler multiplies the rates in place, step by step, so that parts with a minimum disturb each other.
 */
export function product(...schedules: readonly Schedule[] | readonly [...Schedule[], Timing]): Schedule {
  const last = schedules.at(-1);
  const timing = isTiming(last) ? last : undefined;
  const without = timing === undefined ? schedules : schedules.slice(0, -1);
  const of = without.map((part, i) => checkedSchedule(`product: part ${i + 1}`, part));
  if (of.length === 0) throw new OptionError({ where: "product", received: [], expected: "at least one schedule" });
  const per = timing === undefined ? of[0].per : perOf("product", timing);
  const other = of.findIndex((part) => part.per !== per && !(timing !== undefined && per === "step"));
  if (other >= 0)
    throw new OptionError({
      where: `product: part ${other + 1}, ${of[other].name}`,
      received: of[other].per,
      expected: `a schedule per ${per}, as ${timing === undefined ? `part 1, ${of[0].name}, is` : "the product is"}`,
      hint: 'Give all parts the same { per }, or pass { per: "step" } to product as its last argument.',
    });
  return schedule("product", { per }, { of: Object.freeze(of.map(innerSchedule)) }, (base, t) =>
    of.reduce((rate, part) => rate * (part.rate(base, t) / base), base),
  );
}
