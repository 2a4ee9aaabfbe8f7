// Schedules from the plain data that a checkpoint keeps.
import { OptionError } from "../core/errors.ts";
import { unknownName } from "../core/options.ts";
import { checkedSchedule } from "./checkedSchedule.ts";
import { scheduleKinds } from "./kinds.ts";
import type { AnySchedule, InnerSchedule, Schedule, ScheduleJSON, ScheduleKind, Timing } from "./schedule.ts";

const kinds: Readonly<Record<string, ScheduleKind>> = scheduleKinds;

/** A schedule from its name and options; those inside it take its `per`. */
function make(where: string, { name, options }: InnerSchedule, timing: Timing | undefined): AnySchedule {
  if (typeof name !== "string" || !Object.hasOwn(kinds, name)) throw unknownName(where, name, Object.keys(kinds));
  const inner = (location: string, value: unknown): Schedule =>
    checkedSchedule(
      location,
      typeof value === "object" && value !== null ? make(location, value as InnerSchedule, timing) : value,
    );
  return kinds[name].make(options ?? {}, timing, inner);
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
