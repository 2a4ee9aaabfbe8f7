// A run's file read again: what it holds is checked before any memory is taken. Loaded when a run is resumed.
import { FormatError, OptionError } from "../core/errors.ts";
import { aCount, aFiniteNumber, aNumber, aText, optional, type Schema } from "../core/faultIn.ts";
import type { Dataset } from "../data/dataset.ts";
import { readTensors } from "../formats/readTensors.ts";
import { requireFinite } from "../formats/requireFinite.ts";
import { jsonOf, numbersFromJSON, readDescription, requireKind, requireSchema } from "../formats/requireKind.ts";
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

const anObject: Schema = { fields: {} };
const described: Schema = { fields: { name: aText, options: optional(anObject) } };
const optionsSchema: Schema = { fields: { optimizer: described, schedule: described } };
const figures: Schema = {
  fields: {
    loss: aNumber,
    cost: aNumber,
    accuracy: optional(aNumber),
    standardError: aNumber,
    lossStandardError: optional(aNumber),
  },
};
const pointsSchema: Schema = {
  each: {
    fields: {
      step: aCount,
      epoch: aFiniteNumber,
      learningRate: aNumber,
      train: figures,
      validation: optional(figures),
      test: optional(figures),
      gradientNorm: aNumber,
      rowsPerSecond: aNumber,
      remainingSeconds: aNumber,
    },
  },
};
const stateSchema: Schema = { fields: { step: aCount, evaluated: aCount, squares: aNumber, watchers: anObject } };
const hashesSchema: Schema = { fields: { train: aText, validation: optional(aText), test: optional(aText) } };

/** The schema of one number of a watcher's state, which is like that of its start. */
const numberLike = (start: unknown): Schema => ({
  accepts: (value) =>
    start === null ? value === null || typeof value === "number" : typeof value === "number" && value >= 0,
  expected: start === null ? "a number or null" : "a number ≥ 0",
});

function optionsOf(where: string, file: TensorFile, known: Readonly<Record<string, OptimizerKind>>) {
  const json = jsonOf(where, file, "options");
  requireSchema(where, "options", json, optionsSchema);
  const { optimizer, schedule, shuffle, ...kept } = json as KeptOptions;
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
  where: string,
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
    requireSchema(where, `state.watchers.${name}`, kept[name], anObject);
    const values = Object.entries(start).map(([key, first]) => {
      const path = `watchers.${name}.${key}`;
      if (ArrayBuffer.isView(first)) return [key, tensor(path)];
      const value = kept[name]?.[key];
      requireSchema(where, `state.${path}`, value, numberLike(first));
      return [key, value];
    });
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
    const weights: TensorNamed = (name, ...lengths) => {
      const values = named(name, ...lengths);
      requireFinite(`${where}: tensor ${name}`, values);
      return values;
    };
    const hashes = jsonOf(where, file, "data") as Record<string, string>;
    requireSchema(where, "data", hashes, hashesSchema);
    const plain = numbersFromJSON(jsonOf(where, file, "state")) as RunState;
    requireSchema(where, "state", plain, stateSchema);
    const { step, evaluated, squares, watchers } = plain;
    const points = numbersFromJSON(jsonOf(where, file, "points")) as RunState["points"];
    requireSchema(where, "points", points, pointsSchema);
    const { vectors, scalars } = options.optimizer as NonNullable<FitOptions["optimizer"]>;
    const costs = new CostLog();
    costs.add(named("batchCost", step));
    const state: RunState = {
      step,
      evaluated,
      squares,
      network: {
        theta: weights("network.theta", count) as Float32Array,
        state: weights("network.state", running) as Float32Array,
      },
      optimizer: {
        vectors: vectors.map((_, i) => named(`optimizer.vectors.${i}`, count) as Float32Array),
        scalars: named("optimizer.scalars", scalars.length) as Float64Array,
      },
      watchers: watchersFrom(where, options, hashes, watchers as never, (name) =>
        weights(name, 0, name.endsWith(".theta") ? count : running),
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
