// Makes a call's arguments fit for a message: what cannot be cloned is replaced by what stands for it.
import { OptionError } from "../core/errors.ts";
import { isStandardizer } from "../data/isStandardizer.ts";
import { type Optimizer, optimizerToJSON } from "../optimizers/optimizer.ts";
import { type AnySchedule, scheduleToJSON } from "../schedules/schedule.ts";
import { MARK, type Marked } from "./messages.ts";

/** Where the caller's side keeps what stays with it. */
export interface Keep {
  function(value: (...args: never[]) => unknown): number;
  signal(value: AbortSignal): number;
  /** the number of an object that lives in this thread; undefined for any other object */
  held(value: object): number | undefined;
  readonly transfer: Transferable[];
}

const isPlain = (value: object) => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};
const isCore = (value: { instantiate?: unknown }) => typeof value.instantiate === "function";

function coreOf({ kind, module }: { kind?: unknown; module?: WebAssembly.Module }): Marked {
  if (module !== undefined) return { [MARK]: "core", kind: kind as "wasm" | "relaxed", module };
  throw new OptionError({
    where: "core",
    received: kind,
    expected: "a core with a WebAssembly module, which another thread can be given",
    hint: "Use the reference core on this thread.",
  });
}

function description(value: Partial<Optimizer | AnySchedule>): Marked | undefined {
  const { kind } = value;
  if (kind === "optimizer") return { [MARK]: "optimizer", json: optimizerToJSON(value as Optimizer) };
  if (kind === "schedule" || kind === "plateau")
    return { [MARK]: "schedule", json: scheduleToJSON(value as AnySchedule) };
  return undefined;
}

/** `value` as it can be posted; data are cloned by the post itself, never moved away from the caller. */
export function toWire(value: unknown, keep: Keep): unknown {
  if (typeof value === "function") return { [MARK]: "function", number: keep.function(value as () => unknown) };
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  const number = keep.held(value);
  if (number !== undefined) return { [MARK]: "held", number };
  if (Array.isArray(value)) return typeof value[0] === "number" ? value : value.map((element) => toWire(element, keep));
  if (typeof ReadableStream === "function" && value instanceof ReadableStream) {
    keep.transfer.push(value);
    return value;
  }
  if (typeof AbortSignal === "function" && value instanceof AbortSignal)
    return { [MARK]: "signal", number: keep.signal(value), aborted: value.aborted };
  if (isStandardizer(value)) return { [MARK]: "standardizer", json: value.toJSON() };
  if (isCore(value)) return coreOf(value);
  if (!isPlain(value)) return value;
  return (
    description(value) ?? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toWire(inner, keep)]))
  );
}
