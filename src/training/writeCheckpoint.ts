// A run as a safetensors file: everything that going on to the same bits needs; readCheckpoint.ts reads it.
import { envelope, numbersToJSON } from "../formats/envelope.ts";
import { type NamedTensor, type TensorFile, type TensorValues, writeTensors } from "../formats/writeTensors.ts";
import type { Model } from "../network/model.ts";
import { specTexts } from "../network/saveModel.ts";
import { keptOptions } from "./keptOptions.ts";
import type { RunContext } from "./runContext.ts";

export const KIND = "ravine-checkpoint";
export const VERSION = 2;

const isTensor = (value: unknown): value is TensorValues => ArrayBuffer.isView(value);

/** All typed arrays in plain data, each named by its path. */
const tensorsOf = (value: unknown, path = ""): NamedTensor[] =>
  isTensor(value)
    ? [{ name: path, shape: [value.length], values: value }]
    : Object.entries(value ?? {}).flatMap(([name, inner]) => tensorsOf(inner, path ? `${path}.${name}` : name));

/** What the file of a run holds; nothing in it changes when the run goes on. */
export function checkpointFile(model: Model, { asked, options, state, costs, hashes }: RunContext): TensorFile {
  const { points, ...figures } = state;
  const metadata = {
    ...envelope(KIND, VERSION),
    ...specTexts(model),
    options: JSON.stringify(keptOptions(asked, options)),
    state: numbersToJSON(figures),
    points: numbersToJSON(points),
    data: JSON.stringify(hashes ?? {}),
  };
  return { tensors: tensorsOf({ ...figures, batchCost: costs.values() }), metadata };
}

/** The bytes of a run. */
export const writeCheckpoint = (model: Model, context: RunContext): Uint8Array =>
  writeTensors(checkpointFile(model, context));
