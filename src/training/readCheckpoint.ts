// A run's file read again: what it holds is checked before any memory is taken. Loaded when a run is resumed. Knows no kernel.
import { FormatError, OptionError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { described, jsonOf, numbersFromJSON, requireKind } from "../formats/readEnvelope.ts";
import { readTensors } from "../formats/readSafetensors.ts";
import type { TensorValues } from "../formats/safetensors.ts";
import { countOf } from "../network/parameters.ts";
import { specOptions } from "../network/readModelFile.ts";
import type { NetworkOptions } from "../network/spec.ts";
import { type OptimizerMaker, optimizerFromJSON } from "../optimizers/registry.ts";
import { scheduleFromJSON } from "../schedules/schedules.ts";
import { type KeptOptions, KIND, VERSION } from "./checkpoint.ts";
import { CostLog } from "./curve.ts";
import { type FitOptions, readFitOptions } from "./options.ts";
import type { RunState } from "./runState.ts";

/** What a checkpoint says, before a network is made of it. */
export interface Checkpoint {
  readonly network: NetworkOptions;
  readonly options: FitOptions;
  readonly customOrder: boolean;
  readonly state: RunState;
  readonly costs: CostLog;
  readonly hashes: Readonly<Record<string, string>>;
}

/** Whether these are the figures of a run that this package can have written. */
const holdsTogether = (
  { step, evaluated, squares, patience, plateau, points }: RunState,
  schedule: FitOptions["schedule"],
): boolean =>
  [step, evaluated, patience.bad].every((n) => Number.isSafeInteger(n) && n >= 0) &&
  typeof squares === "number" &&
  (schedule?.kind === "plateau" ? typeof plateau?.rate === "number" && plateau.bad >= 0 : plateau === null) &&
  Array.isArray(points) &&
  points.every((point) => Number.isSafeInteger(point?.step));

/**
 * What a checkpoint holds; no memory is taken.
 * @throws {FormatError} on bytes that are no checkpoint, truncated, altered or newer
 */
export function readCheckpoint(
  where: string,
  bytes: Uint8Array,
  known: Readonly<Record<string, OptimizerMaker>>,
): Checkpoint {
  const file = readTensors(where, bytes);
  requireKind(where, file, KIND, VERSION);
  const network = specOptions(where, file);
  const tensors = new Map(file.tensors.map(({ name, values }) => [name, values]));
  const count = countOf(network.placed);
  const named = (name: string, length = count): TensorValues => {
    const values = tensors.get(name);
    if (values?.length === length) return values;
    throw new FormatError({
      where: `${where}: tensor ${name}`,
      received: values ? `${values.length} numbers` : "none",
      expected: `${length} numbers`,
      hint: "The file is damaged.",
    });
  };
  return described(where, () => {
    const { optimizer, schedule, shuffle, ...kept } = jsonOf(where, file, "options") as KeptOptions;
    const customOrder = shuffle === "function";
    const options = {
      ...kept,
      optimizer: optimizerFromJSON(optimizer.name, optimizer.options, known),
      schedule: scheduleFromJSON(schedule),
      ...(customOrder ? {} : { shuffle: shuffle as boolean }),
    };
    // the data sets are not known yet: any stand in for them
    readFitOptions(where, { ...options, validation: {} as Dataset, test: {} as Dataset }, true);
    const { bestMetric, ...figures } = numbersFromJSON(jsonOf(where, file, "state")) as RunState & {
      bestMetric: number | null;
    };
    const costs = new CostLog();
    costs.add(named("batchLoss", figures.step));
    const state: RunState = {
      ...figures,
      theta: named("theta") as Float32Array,
      vectors: options.optimizer.vectors.map((_, i) => named(`optimizer.${i}`) as Float32Array),
      scalars: named("optimizer.scalars", options.optimizer.scalars.length) as Float64Array,
      best: bestMetric === null ? null : { metric: bestMetric, theta: named("best") as Float32Array },
      points: numbersFromJSON(jsonOf(where, file, "points")) as RunState["points"],
    };
    const hashes = jsonOf(where, file, "data") as Record<string, string>;
    if (!holdsTogether(state, options.schedule) || typeof hashes?.train !== "string")
      throw new TypeError("The run's figures contradict each other.");
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
