// A schedule as the command line has it: its name and its options, with colons between them. Knows no data.
import type { OptionError } from "../core/errors.ts";
import { nearest } from "../core/options.ts";
import { scheduleKinds } from "../schedules/kinds.ts";
import type { AnySchedule, ScheduleKind } from "../schedules/schedule.ts";
import { scheduleFromJSON } from "../schedules/scheduleFromJSON.ts";
import { Failure } from "./failure.ts";

/** What a schedule is called here: name → its own name and the options behind the colons. */
const forms = Object.fromEntries(
  Object.entries<ScheduleKind>(scheduleKinds).flatMap(([name, { short, shortName }]) =>
    short === undefined
      ? []
      : [name, ...(shortName ? [shortName] : [])].map((text) => [text, { name, options: short }]),
  ),
);
const usageOf = (name: string) => [name, ...forms[name].options.map((option) => option.toUpperCase())].join(":");

/** --schedule halve:10, cosine:50, plateau:5:0.5, … @throws {Failure} naming the flag */
export function readSchedule(text: string): AnySchedule {
  const [name, ...values] = text.split(":");
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  const numbers = values.map((value) => (value.trim() === "" ? Number.NaN : Number(value)));
  if (form === undefined || values.length > form.options.length || !numbers.every(Number.isFinite)) {
    const near = form ? undefined : nearest(name, Object.keys(forms));
    const hint = near ? ` Did you mean "${near}"?` : "";
    throw new Failure(
      `--schedule: got "${text}", expected one of ${Object.keys(forms).map(usageOf).join(", ")}.${hint}`,
    );
  }
  const options = Object.fromEntries(numbers.map((value, i) => [form.options[i], value]));
  try {
    return scheduleFromJSON({ kind: "schedule", name: form.name, options });
  } catch (error) {
    const { message, path = [] } = error as OptionError;
    const absent = path.length > 1 && !Object.hasOwn(options, path[1]);
    throw new Failure(absent ? `--schedule: got "${text}", expected ${usageOf(name)}.` : `--schedule: ${message}`);
  }
}
