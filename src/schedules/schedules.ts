// Every schedule by its name, and schedules from the plain data that a checkpoint keeps. Knows no formula.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is warmup's option; it is never a function, so nothing takes it for a promise
import { OptionError } from "../core/errors.ts";
import { checked, required, unknownName, whole } from "../core/options.ts";
import { constant } from "./constant.ts";
import { cosine } from "./cosine.ts";
import { exponential } from "./exponential.ts";
import { halveEvery } from "./halveEvery.ts";
import { inverseTime } from "./inverseTime.ts";
import { linear } from "./linear.ts";
import { multiStep } from "./multiStep.ts";
import { oneCycle } from "./oneCycle.ts";
import { checkedSchedule } from "./parts.ts";
import { polynomial } from "./polynomial.ts";
import { product } from "./product.ts";
import { reduceOnPlateau } from "./reduceOnPlateau.ts";
import type { AnySchedule, Schedule, ScheduleJSON, SchedulePart, Timing } from "./schedule.ts";
import { step } from "./step.ts";
import { warmRestarts } from "./warmRestarts.ts";
import { warmup } from "./warmup.ts";

/** Makes a schedule from the plain options that it keeps under `options`. */
type Maker = (options: Readonly<Record<string, unknown>>, timing?: Timing) => AnySchedule;

/** Every schedule by its name. Each maker takes what the schedule keeps as its `options`, so any of them can be made again. */
export const schedules: Readonly<Record<string, Maker>> = Object.freeze({
  constant: (options, timing) => {
    checked("constant", options, {});
    return constant(timing);
  },
  halveEvery: (options, timing) =>
    halveEvery(checked("halveEvery", options, { every: required(whole(undefined)) }).every, timing),
  step: step as Maker,
  multiStep: multiStep as Maker,
  exponential: exponential as Maker,
  polynomial: polynomial as Maker,
  linear: linear as Maker,
  cosine: cosine as Maker,
  warmRestarts: warmRestarts as Maker,
  oneCycle: oneCycle as Maker,
  inverseTime: inverseTime as Maker,
  warmup: (options, timing) =>
    warmup({ ...(options as { length: number }), then: inner("warmup.then", options.then, timing) }, timing),
  product: (options, timing) => {
    const of = Array.isArray(options.of) ? options.of : [];
    return product(...of.map((part, i) => inner(`product: part ${i + 1}`, part, timing)), timing ?? {});
  },
  reduceOnPlateau: (options) => reduceOnPlateau(options),
} satisfies Record<string, Maker>);

/** A schedule inside another one, from its plain data; it takes the outer one's `per`. */
function inner(where: string, part: unknown, timing: Timing | undefined): Schedule {
  const made = typeof part === "object" && part !== null ? make(where, part as SchedulePart, timing) : part;
  return checkedSchedule(where, made);
}

function make(where: string, { name, options }: SchedulePart, timing: Timing | undefined): AnySchedule {
  if (typeof name !== "string" || !Object.hasOwn(schedules, name))
    throw unknownName(where, name, Object.keys(schedules));
  return schedules[name](options ?? {}, timing);
}

/**
 * The schedule that `scheduleToJSON`, or JSON.stringify, has turned into plain data: the same rates to the last bit.
 * @throws {OptionError} on an unknown name (the nearest is suggested) or option
 */
export function scheduleFromJSON(json: ScheduleJSON): AnySchedule {
  if (typeof json !== "object" || json === null)
    throw new OptionError({
      where: "schedule",
      received: json,
      expected: "an object with { kind, name, per, options }",
    });
  return make("schedule", json, json.per === undefined ? undefined : { per: json.per });
}
