// A run's file read again: what it holds is checked before any memory is taken. Loaded when a run is resumed.
import { FormatError, OptionError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { readTensors } from "../formats/readTensors.ts";
import { jsonOf, numbersFromJSON, readDescription, requireKind } from "../formats/requireKind.ts";
import type { TensorFile, TensorValues } from "../formats/writeTensors.ts";
import { countOf } from "../network/parameters.ts";
import { specOptions } from "../network/readModelFile.ts";
import type { NetworkOptions } from "../network/spec.ts";
import type { OptimizerKind } from "../optimizers/optimizer.ts";
import { optimizerFromJSON } from "../optimizers/optimizerFromJSON.ts";
import { scheduleFromJSON } from "../schedules/scheduleFromJSON.ts";
import { CostLog } from "./curve.ts";
import type { FitOptions } from "./fitOptions.ts";
import { fromVersion1 } from "./fromVersion1.ts";
import type { KeptOptions } from "./keptOptions.ts";
import { readFitOptions } from "./readFitOptions.ts";
import type { RunState } from "./runState.ts";
import { watchersOf } from "./watchers/watchersOf.ts";
import { KIND, VERSION } from "./writeCheckpoint.ts";

/** What a checkpoint says, before a network is made of it. */
export interface Checkpoint {
  readonly network: NetworkOptions;
  readonly options: FitOptions;
  readonly customOrder: boolean;
  readonly state: RunState;
  readonly costs: CostLog;
  readonly hashes: Readonly<Record<string, string>>;
}

/** The tensor of this name, of one of these lengths. */
type TensorNamed = (name: string, ...lengths: number[]) => TensorValues;

function tensorsOf(where: string, { tensors }: TensorFile): TensorNamed {
  const byName = new Map(tensors.map(({ name, values }) => [name, values]));
  return (name, ...lengths) => {
    const values = byName.get(name);
    if (values && lengths.includes(values.length)) return values;
    throw new FormatError({
      where: `${where}: tensor ${name}`,
      received: values ? `${values.length} numbers` : "none",
      expected: `${lengths.join(" or ")} numbers`,
      hint: "The file is damaged.",
    });
  };
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

/** One number of a watcher's state, which is like that of its start. */
function numberLike(start: unknown, value: unknown): number | null {
  if (value === null && start === null) return value;
  if (typeof value === "number" && (start === null || value >= 0)) return value;
  throw new TypeError("A watcher's state is none that it can have.");
}

function optionsOf(where: string, file: TensorFile, known: Readonly<Record<string, OptimizerKind>>) {
  const { optimizer, schedule, shuffle, ...kept } = jsonOf(where, file, "options") as KeptOptions;
  const customOrder = shuffle === "function";
  const options: FitOptions = {
    ...kept,
    optimizer: optimizerFromJSON(optimizer.name, optimizer.options, known),
    schedule: scheduleFromJSON(schedule),
    ...(customOrder ? {} : { shuffle: shuffle as boolean }),
  };
  return { options, customOrder };
}

/** The watchers' states, each as its watcher's start has it. */
function watchersFrom(
  options: FitOptions,
  hashes: Checkpoint["hashes"],
  kept: Record<string, Record<string, unknown> | undefined>,
  tensor: (name: string) => TensorValues,
): RunState["watchers"] {
  // the data sets are not known yet: any stand in for them
  const sets = { test: {} as Dataset, ...(hashes.validation === undefined ? {} : { validation: {} as Dataset }) };
  const states: RunState["watchers"] = {};
  for (const { name, start } of watchersOf(readFitOptions("checkpoint", { ...options, ...sets }, true))) {
    if (start === undefined) continue;
    const values = Object.entries(start).map(([key, first]) => [
      key,
      ArrayBuffer.isView(first) ? tensor(`watchers.${name}.${key}`) : numberLike(first, kept[name]?.[key]),
    ]);
    states[name] = Object.fromEntries(values);
  }
  return states;
}

/**
 * What a checkpoint holds; no memory is taken.
 * @throws {FormatError} on bytes that are no checkpoint, truncated, altered or newer
 */
export function readCheckpoint(
  where: string,
  bytes: Uint8Array,
  known: Readonly<Record<string, OptimizerKind>>,
): Checkpoint {
  const written = readTensors(where, bytes);
  requireKind(where, written, KIND, VERSION);
  const network = specOptions(where, written);
  const count = countOf(network.placed);
  const running = countOf(network.running);
  return readDescription(where, () => {
    const file = fromVersion1(where, written);
    const named = tensorsOf(where, file);
    const { options, customOrder } = optionsOf(where, file, known);
    const hashes = jsonOf(where, file, "data") as Record<string, string>;
    const { step, evaluated, squares, watchers } = numbersFromJSON(jsonOf(where, file, "state")) as RunState;
    const points = numbersFromJSON(jsonOf(where, file, "points")) as RunState["points"];
    const holdsTogether =
      isCount(step) &&
      isCount(evaluated) &&
      typeof squares === "number" &&
      points.every((point) => isCount(point?.step)) &&
      typeof hashes?.train === "string";
    if (!holdsTogether) throw new TypeError("The run's figures contradict each other.");
    const { vectors, scalars } = options.optimizer as NonNullable<FitOptions["optimizer"]>;
    const costs = new CostLog();
    costs.add(named("batchCost", step));
    const state: RunState = {
      step,
      evaluated,
      squares,
      network: {
        theta: named("network.theta", count) as Float32Array,
        state: named("network.state", running) as Float32Array,
      },
      optimizer: {
        vectors: vectors.map((_, i) => named(`optimizer.vectors.${i}`, count) as Float32Array),
        scalars: named("optimizer.scalars", scalars.length) as Float64Array,
      },
      watchers: watchersFrom(options, hashes, watchers as never, (name) =>
        named(name, 0, name.endsWith(".theta") ? count : running),
      ),
      points,
    };
    return { network: network.options, options, customOrder, state, costs, hashes };
  });
}

/** @throws {OptionError} where the run had an order of the caller's and none is given, or had none and is given another */
export function requireOrder({ customOrder, options }: Checkpoint, shuffle: FitOptions["shuffle"]): void {
  if (customOrder ? typeof shuffle === "function" : shuffle === undefined || shuffle === options.shuffle) return;
  throw new OptionError({
    where: "resume.shuffle",
    received: shuffle,
    expected: customOrder ? "the function of the epoch that the run began with" : `${options.shuffle}, as at the start`,
    hint: customOrder ? "A checkpoint keeps no functions: give it again." : "Leave it out.",
  });
}
