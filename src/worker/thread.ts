// The thread's side: keeps the networks and runs, and does what the caller asks.

import { Network } from "../api/network.ts";
import { resume } from "../api/resume.ts";
import { check } from "../check/check.ts";
import { StateError } from "../core/errors.ts";
import { builtInModule } from "../core/platform.ts";
import { Run } from "../training/run.ts";
import { errorFromWire, errorToWire } from "./errorToWire.ts";
import { type Behind, fromWire } from "./fromWire.ts";
import type { Held, ToCaller, ToThread } from "./messages.ts";

type Anything = Record<string, unknown>;
interface Port {
  postMessage(message: ToCaller, transfer?: Transferable[]): void;
  onmessage: ((event: { data: ToThread }) => void) | null;
}

/** What a caller can ask for by name. */
const offered: Readonly<Record<string, (...args: never[]) => unknown>> = {
  "Network.create": Network.create,
  "Network.load": Network.load,
  resume,
  check,
};

const port = (builtInModule("node:worker_threads")?.parentPort ?? globalThis) as unknown as Port;
const held = new Map<number, object>();
const numbers = new WeakMap<object, number>();
const signals = new Map<number, AbortController>();
const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
let count = 0;

const isHeld = (value: unknown): value is object => value instanceof Network || value instanceof Run;

/** What the caller sees of an object that stays here. A network's properties change, those of a run do not. */
function hold(object: object): Held {
  const number = numbers.get(object) ?? ++count;
  numbers.set(object, number);
  held.set(number, object);
  const prototype = Object.getPrototypeOf(object);
  const properties = Object.getOwnPropertyDescriptors(prototype);
  const names = Object.keys(properties).filter((name) => name !== "constructor");
  const accessors = names.filter((name) => properties[name].get !== undefined);
  const changes = object instanceof Network;
  const entries = changes
    ? []
    : [...Object.keys(object), ...accessors].map((name) => [name, (object as Anything)[name]] as const);
  return {
    number,
    methods: names.filter((name) => properties[name].get === undefined),
    live: changes ? accessors : [],
    values: Object.fromEntries(entries.filter(([, value]) => !isHeld(value))),
    held: Object.fromEntries(entries.flatMap(([name, value]) => (isHeld(value) ? [[name, hold(value)]] : []))),
  };
}

const behind: Behind = {
  function:
    (number) =>
    (...args) =>
      new Promise((resolve, reject) => {
        const id = ++count;
        waiting.set(id, { resolve, reject });
        port.postMessage({ what: "call", id, function: number, args }, memoryOf(args));
      }),
  signal(number, aborted) {
    const controller = new AbortController();
    if (aborted) controller.abort();
    signals.set(number, controller);
    return controller.signal;
  },
  held: (number) => held.get(number),
};

/** The memory that a result brings along is moved, not copied: all results are copies already. */
function memoryOf(value: unknown): ArrayBuffer[] {
  const entries =
    typeof value === "object" && value !== null && !ArrayBuffer.isView(value) ? Object.values(value) : [value];
  const buffers = entries.flatMap((part) => (ArrayBuffer.isView(part) ? [part.buffer] : []));
  return [...new Set(buffers)].filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer);
}

async function answer({ id, on, name, args }: Extract<ToThread, { what: "call" }>): Promise<void> {
  try {
    const object = on === null ? undefined : held.get(on);
    if (on !== null && object === undefined) {
      throw new StateError({ where: name, expected: "a network of this thread" });
    }
    const target = (object ?? offered) as Anything;
    const value =
      args === null
        ? target[name]
        : await (target[name] as (...a: unknown[]) => unknown).apply(object, fromWire(args, behind) as unknown[]);
    if (isHeld(value)) port.postMessage({ what: "answer", id, held: hold(value) });
    else port.postMessage({ what: "answer", id, value }, memoryOf(value));
  } catch (error) {
    port.postMessage({ what: "answer", id, error: errorToWire(error) });
  } finally {
    signals.delete(id);
  }
}

port.onmessage = ({ data }) => {
  if (data.what === "call") answer(data);
  else if (data.what === "abort") signals.get(data.id)?.abort();
  else if (data.what === "free") held.delete(data.number);
  else {
    const { id, value, error } = data;
    if (error === undefined) waiting.get(id)?.resolve(value);
    else waiting.get(id)?.reject(errorFromWire(error));
    waiting.delete(id);
  }
};
port.postMessage({ what: "ready" });
