// What a schedule is: a frozen description that makes a rate of a base rate and a 0-based epoch or step. Knows no formula.
import { OptionError } from "../core/errors.ts";
import { checked, oneOf } from "../core/options.ts";
import type { PlateauSchedule } from "./reduceOnPlateau.ts";

/** What `t` counts. */
export type Per = "epoch" | "step";

/** The last argument of every schedule; `per` is "epoch" by default. */
export interface Timing {
  readonly per?: Per;
}

/** A schedule's name and options, enough to make it again; it stands in the options of `warmup` and `product`. */
export interface SchedulePart {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Rates by plan. The object is frozen and has no state; its options are plain data. */
export interface Schedule extends SchedulePart {
  readonly kind: "schedule";
  readonly per: Per;
  /** The rate in epoch or step `t` (whole, ≥ 0) for the base rate `base` (> 0). */
  rate(base: number, t: number): number;
  /** The rates of the first `count` epochs or steps. */
  rates(base: number, count: number): number[];
}

const timingRules = { per: oneOf<Per>(["epoch", "step"], "epoch") };

/** `timing.per`, checked. */
export const perOf = (name: string, timing: Timing | undefined): Per => checked(name, timing, timingRules).per;

/** @throws {OptionError} unless `base` is a number > 0 */
export function checkedBase(name: string, base: number): number {
  if (typeof base === "number" && base > 0 && base < Number.POSITIVE_INFINITY) return base;
  throw new OptionError({ where: `${name}: the base rate`, received: base, expected: "a number > 0" });
}

function checkedCount(where: string, count: number): number {
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new OptionError({ where, received: count, expected: "a whole number ≥ 0" });
}

/** A schedule from its name, its checked options and its formula, which may rely on base > 0 and t = 0, 1, 2, … */
export function schedule(
  name: string,
  timing: Timing | undefined,
  options: Readonly<Record<string, unknown>>,
  formula: (base: number, t: number) => number,
): Schedule {
  const rate = (base: number, t: number) =>
    formula(checkedBase(name, base), checkedCount(`${name}: the epoch or step`, t));
  return Object.freeze<Schedule>({
    kind: "schedule",
    name,
    per: perOf(name, timing),
    options: Object.freeze(options),
    rate,
    rates: (base, count) =>
      Array.from({ length: checkedCount(`${name}: the number of rates`, count) }, (_, t) => rate(base, t)),
  });
}

/** Rates by plan or by a metric. */
export type AnySchedule = Schedule | PlateauSchedule;

/** A schedule as plain data: what JSON.stringify keeps of it, and all that a structured clone needs. */
export interface ScheduleJSON extends SchedulePart {
  readonly kind: AnySchedule["kind"];
  readonly per?: Per;
}

/** The plain data of a schedule, without its functions. */
export function scheduleToJSON(schedule: AnySchedule): ScheduleJSON {
  const { kind, name, options } = schedule;
  return kind === "schedule" ? { kind, name, per: schedule.per, options } : { kind, name, options };
}
