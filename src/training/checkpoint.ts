// A run as a safetensors file and back: everything that going on to the same bits needs. Knows no kernel.
import { DataError, FormatError, OptionError } from "../core/errors.ts";
import { envelope, jsonOf, numbersFromJSON, numbersToJSON, requireKind } from "../formats/envelope.ts";
import {
  type NamedTensor,
  readTensors,
  type TensorFile,
  type TensorValues,
  writeTensors,
} from "../formats/safetensors.ts";
import type { Model } from "../network/model.ts";
import { specTexts } from "../network/modelFile.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { optimizerFromJSON } from "../optimizers/registry.ts";
import { type ScheduleJSON, scheduleFromJSON, scheduleToJSON } from "../schedules/schedules.ts";
import { CostLog } from "./curve.ts";
import type { FitOptions } from "./options.ts";
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
  readonly file: TensorFile;
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

/** @throws {FormatError} on bytes that are no checkpoint, truncated, altered or newer */
export function readCheckpoint(where: string, bytes: Uint8Array): Checkpoint {
  const file = readTensors(where, bytes);
  requireKind(where, file, KIND, VERSION);
  const tensors = new Map(file.tensors.map(({ name, values }) => [name, values]));
  const named = (name: string): TensorValues => {
    const values = tensors.get(name);
    if (values) return values;
    throw new FormatError({
      where: `${where}: tensor ${name}`,
      came: "none",
      expected: "a tensor",
      mend: "The file is damaged.",
    });
  };
  const { optimizer, schedule, shuffle, ...kept } = jsonOf(where, file, "options") as KeptOptions;
  const { bestMetric, ...figures } = numbersFromJSON(jsonOf(where, file, "state")) as RunState & {
    bestMetric: number | null;
  };
  const read = optimizerFromJSON(optimizer.name, optimizer.options);
  const costs = new CostLog();
  costs.add(named("batchLoss"));
  const state: RunState = {
    ...figures,
    theta: named("theta") as Float32Array,
    vectors: read.vectors.map((_, i) => named(`optimizer.${i}`) as Float32Array),
    scalars: named("optimizer.scalars") as Float64Array,
    best: bestMetric === null ? null : { metric: bestMetric, theta: named("best") as Float32Array },
    points: numbersFromJSON(jsonOf(where, file, "points")) as RunState["points"],
  };
  const customOrder = shuffle === "function";
  return {
    file,
    options: {
      ...kept,
      optimizer: read,
      schedule: scheduleFromJSON(schedule),
      ...(customOrder ? {} : { shuffle: shuffle as boolean }),
    },
    customOrder,
    state,
    costs,
    hashes: jsonOf(where, file, "data") as Record<string, string>,
  };
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

/** @throws {OptionError} where the run had an order of the caller's and none is given */
export function requireOrder(checkpoint: Checkpoint, shuffle: FitOptions["shuffle"]): void {
  if (!checkpoint.customOrder || typeof shuffle === "function") return;
  const expected = "the function of the epoch that the run began with";
  throw new OptionError({
    where: "resume.shuffle",
    came: shuffle,
    expected,
    mend: "A checkpoint keeps no functions: give it again.",
  });
}
