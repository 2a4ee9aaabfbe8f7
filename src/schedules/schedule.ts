// What a schedule is: a frozen description that makes a rate of a base rate and a 0-based epoch or step.
import { OptionError } from "../core/errors.ts";
import { checked, oneOf } from "../core/options.ts";

/** What `t` counts. */
export type Per = "epoch" | "step";

/** The last argument of every schedule; `per` is "epoch" by default. */
export interface Timing {
  readonly per?: Per;
}

/** A schedule's name and options, enough to make it again: so it stands in the options of `warmup` and `product`. */
export interface InnerSchedule {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Rates by plan. The object is frozen and has no state; its options are plain data. */
export interface Schedule extends InnerSchedule {
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

/** Where a plateau schedule stands between two evaluations. Plain data that fits into JSON. */
export interface PlateauState {
  readonly rate: number;
  readonly best: number | null;
  readonly bad: number;
  readonly cooldown: number;
}

/** Rates by what a metric does. The object is frozen and has no state: a run keeps the state that `next` returns. */
export interface PlateauSchedule extends InnerSchedule {
  readonly kind: "plateau";
  readonly monitor: string;
  /** The state before the first evaluation; its rate is the base rate. */
  start(base: number): PlateauState;
  /** The state after an evaluation that gave `metric`; its rate holds from the next step on. */
  next(state: PlateauState, metric: number): PlateauState;
  /** rates[i]: the rate before metrics[i] was known. Mode "auto" is min here, whatever the monitor. */
  ratesFor(base: number, metrics: ArrayLike<number>): number[];
}

/** Rates by plan or by a metric. */
export type AnySchedule = Schedule | PlateauSchedule;

/** Whether a value is a schedule; JSON of one has lost its functions. */
export function isSchedule(value: unknown): value is AnySchedule {
  const { kind, rate, ratesFor } = Object(value);
  return (kind === "schedule" && !!rate) || (kind === "plateau" && !!ratesFor);
}

/** A schedule as plain data: what JSON.stringify keeps of it, and all that a structured clone needs. */
export interface ScheduleJSON extends InnerSchedule {
  readonly kind: AnySchedule["kind"];
  readonly per?: Per;
}

/** The plain data of a schedule, without its functions. */
export function scheduleToJSON(schedule: AnySchedule): ScheduleJSON {
  const { kind, name, options } = schedule;
  return kind === "schedule" ? { kind, name, per: schedule.per, options } : { kind, name, options };
}

type Options = InnerSchedule["options"];

/** What a schedule's file says to those that take it by its name. */
export interface ScheduleKind {
  /** Makes it of what it keeps as its `options`; `inner` makes the schedules in them. */
  make(options: Options, timing: Timing | undefined, inner: (where: string, value: unknown) => Schedule): AnySchedule;
  /** Options with which `check` trains. */
  readonly sample: Options;
  /** Its options as they stand behind the colons of the command line; absent: not to be had there. */
  readonly short?: readonly string[];
  /** Another name of it there. */
  readonly shortName?: string;
}
