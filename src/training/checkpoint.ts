// A run as a safetensors file and back: everything that going on to the same bits needs. Knows no kernel.
import { DataError, FormatError, OptionError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { described, envelope, jsonOf, numbersFromJSON, numbersToJSON, requireKind } from "../formats/envelope.ts";
import { type NamedTensor, readTensors, type TensorValues, writeTensors } from "../formats/safetensors.ts";
import type { Model } from "../network/model.ts";
import { specOptions, specTexts } from "../network/modelFile.ts";
import { countOf } from "../network/parameters.ts";
import type { NetworkOptions } from "../network/spec.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { type OptimizerMaker, optimizerFromJSON } from "../optimizers/registry.ts";
import { type ScheduleJSON, scheduleFromJSON, scheduleToJSON } from "../schedules/schedules.ts";
import { CostLog } from "./curve.ts";
import { type FitOptions, readFitOptions } from "./options.ts";
import type { RunParts } from "./run.ts";
import type { RunState } from "./state.ts";

const KIND = "ravine-checkpoint";
const VERSION = 1;

/** Options that a checkpoint keeps as they are. */
const plain = [
  "epochs",
  "batchSize",
  "evaluateEvery",
  "earlyStopping",
  "restoreBest",
  "convergence",
  "classWeights",
  "clip",
  "seed",
] as const;

interface KeptOptions extends Pick<FitOptions, (typeof plain)[number]> {
  readonly optimizer: Pick<Optimizer, "name" | "options">;
  readonly schedule: ScheduleJSON;
  readonly shuffle: boolean | "function";
}

/** What a checkpoint says, before a network is made of it. */
export interface Checkpoint {
  readonly network: NetworkOptions;
  readonly options: FitOptions;
  readonly customOrder: boolean;
  readonly state: RunState;
  readonly costs: CostLog;
  readonly hashes: Readonly<Record<string, string>>;
}

const vector = (name: string, values: TensorValues): NamedTensor => ({ name, shape: [values.length], values });

export function writeCheckpoint(model: Model, { asked, options, state, costs, hashes }: RunParts): Uint8Array {
  const { theta, vectors, scalars, best, points, ...figures } = state;
  const { optimizer, schedule, shuffle } = options;
  const kept: KeptOptions = {
    ...Object.fromEntries(plain.filter((name) => asked[name] !== undefined).map((name) => [name, asked[name]])),
    ...(Number.isFinite(options.epochs) ? { epochs: options.epochs } : {}),
    optimizer: { name: optimizer.name, options: optimizer.options },
    schedule: scheduleToJSON(schedule),
    shuffle: typeof shuffle === "function" ? "function" : shuffle,
  };
  const tensors = [
    vector("theta", theta),
    ...vectors.map((values, i) => vector(`optimizer.${i}`, values)),
    vector("optimizer.scalars", scalars),
    ...(best ? [vector("best", best.theta)] : []),
    vector("batchLoss", costs.values()),
  ];
  const metadata = {
    ...envelope(KIND, VERSION),
    ...specTexts(model),
    options: JSON.stringify(kept),
    state: numbersToJSON({ ...figures, bestMetric: best?.metric ?? null }),
    points: numbersToJSON(points),
    data: JSON.stringify(hashes ?? {}),
  };
  return writeTensors({ tensors, metadata });
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
      came: values ? `${values.length} numbers` : "none",
      expected: `${length} numbers`,
      mend: "The file is damaged.",
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

/** @throws {DataError} where a run is to go on with other data than it began with; the test set decides nothing and may differ */
export function requireSameData(before: RunParts["hashes"], now: Readonly<Record<string, string>>): void {
  if (before === undefined) return;
  for (const set of ["train", "validation"]) {
    if (before[set] === now[set]) continue;
    const came = now[set] === undefined ? `no ${set} data` : `${set} data with hash ${now[set]}`;
    const expected =
      before[set] === undefined ? `no ${set} data, as at the start` : `the data of the start, hash ${before[set]}`;
    throw new DataError({
      where: `resume: ${set} data`,
      came,
      expected,
      mend: "Give the same rows in the same order.",
    });
  }
}

/** @throws {OptionError} where the run had an order of the caller's and none is given, or had none and is given another */
export function requireOrder({ customOrder, options }: Checkpoint, shuffle: FitOptions["shuffle"]): void {
  if (customOrder ? typeof shuffle === "function" : shuffle === undefined || shuffle === options.shuffle) return;
  throw new OptionError({
    where: "resume.shuffle",
    came: shuffle,
    expected: customOrder ? "the function of the epoch that the run began with" : `${options.shuffle}, as at the start`,
    mend: customOrder ? "A checkpoint keeps no functions: give it again." : "Leave it out.",
  });
}
