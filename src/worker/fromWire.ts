// Makes a call's arguments in the thread again of what came in the message.

import { wasmCore } from "../core/wasmCore.ts";
import { allOptimizers } from "../curvature/allOptimizers.ts";
import { standardizerFromJSON } from "../data/standardizer.ts";
import type { OptimizerJSON } from "../optimizers/optimizer.ts";
import { optimizerFromJSON } from "../optimizers/optimizerFromJSON.ts";
import type { ScheduleJSON } from "../schedules/schedule.ts";
import { scheduleFromJSON } from "../schedules/scheduleFromJSON.ts";
import { MARK, type Marked } from "./messages.ts";

/** What stands behind a number. */
export interface Behind {
  function(number: number): (...args: unknown[]) => unknown;
  signal(number: number, aborted: boolean): AbortSignal;
  held(number: number): unknown;
}

function made(marked: Marked, behind: Behind): unknown {
  switch (marked[MARK]) {
    case "function":
      return behind.function(marked.number);
    case "held":
      return behind.held(marked.number);
    case "signal":
      return behind.signal(marked.number, marked.aborted);
    case "optimizer": {
      const { name, options } = marked.json as OptimizerJSON;
      return optimizerFromJSON(name, options, allOptimizers);
    }
    case "schedule":
      return scheduleFromJSON(marked.json as ScheduleJSON);
    case "standardizer":
      return standardizerFromJSON(marked.json);
    case "core":
      return wasmCore(marked.kind, marked.module);
  }
}

export function fromWire(value: unknown, behind: Behind): unknown {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value))
    return typeof value[0] === "number" ? value : value.map((element) => fromWire(element, behind));
  if (MARK in value) return made(value as Marked, behind);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fromWire(inner, behind)]));
}
