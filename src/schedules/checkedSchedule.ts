// What schedules share that are made of other schedules.
import { OptionError } from "../core/errors.ts";
import { type InnerSchedule, isSchedule, type Schedule } from "./schedule.ts";

/** @throws {OptionError} unless `value` is a schedule by plan */
export function checkedSchedule(where: string, value: unknown): Schedule {
  const { kind } = Object(value);
  if (kind === "schedule" && isSchedule(value)) return value as Schedule;
  throw new OptionError({
    where,
    received: value,
    expected: "a schedule, such as cosine({ length: 30 })",
    ...(kind === "plateau" ? { hint: "reduceOnPlateau follows a metric, not a plan, and must stand alone." } : {}),
  });
}

/** What is kept of a schedule inside another one, whose `per` it takes. */
export const innerSchedule = ({ name, options }: Schedule): InnerSchedule => Object.freeze({ name, options });
