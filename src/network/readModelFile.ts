// A model's file read again: the network's options, θ and the state; loaded when a model is.
import { FormatError } from "../core/errors.ts";
import type { Column } from "../data/columns.ts";
import { standardizerFromJSON } from "../data/standardizer.ts";
import { readTensors } from "../formats/readTensors.ts";
import { jsonOf, readDescription, requireKind } from "../formats/requireKind.ts";
import type { TensorFile } from "../formats/writeTensors.ts";
import { layerKinds } from "../layers/kinds.ts";
import type { Snapshot } from "./model.ts";
import { countOf, layOut, type Placed } from "./parameters.ts";
import { MODEL_KIND, MODEL_VERSION } from "./saveModel.ts";
import { type NetworkOptions, readSpec } from "./spec.ts";

/** What a file says of its network: the options, and where each tensor lies in θ. */
export interface Described {
  readonly options: NetworkOptions;
  readonly placed: readonly Placed[];
  /** where each running variable lies in the state */
  readonly running: readonly Placed[];
}

/** The network that a file describes; no memory is taken. @throws {FormatError} */
export function specOptions(where: string, file: TensorFile): Described {
  return readDescription(where, () => {
    const json = jsonOf(where, file, "spec") as NetworkOptions;
    const { standardizer, classes, columns } = file.metadata;
    const options = {
      ...json,
      ...(standardizer === undefined
        ? {}
        : { standardizer: standardizerFromJSON(jsonOf(where, file, "standardizer")) }),
      ...(classes === undefined ? {} : { classes: jsonOf(where, file, "classes") as string[] }),
      ...(columns === undefined ? {} : { columns: jsonOf(where, file, "columns") as Column[] }),
    };
    const { spec, layers } = readSpec(options, layerKinds);
    return {
      options: { ...options, layers: spec.layers },
      placed: layOut(layers),
      running: layOut(layers, "running"),
    };
  });
}

/** What a model's file holds: the network's options, θ and the state. @throws {FormatError} */
export function readModelFile(bytes: Uint8Array): { options: NetworkOptions; snapshot: Snapshot } {
  const where = "Network.load";
  const file = readTensors(where, bytes);
  requireKind(where, file, MODEL_KIND, MODEL_VERSION);
  const { options, placed, running } = specOptions(where, file);
  const [theta, state] = [placed, running].map((one) => vectorFrom(where, one, file));
  return { options, snapshot: { theta, state } };
}

function vectorFrom(where: string, placed: readonly Placed[], { tensors }: TensorFile): Float32Array {
  const found = placed.map(({ layer, variable, from }) => {
    const name = `layers.${layer}.${variable.name}`;
    const tensor = tensors.find((one) => one.name === name);
    if (tensor?.shape.join() === variable.shape.join()) return { values: tensor.values, from };
    const received = tensor ? `shape [${tensor.shape.join(", ")}]` : "none";
    throw new FormatError({
      where: `${where}: tensor ${name}`,
      received,
      expected: `shape [${variable.shape.join(", ")}]`,
    });
  });
  // float64 on the reference core, whose files keep it
  const vector = new Float64Array(countOf(placed));
  for (const { values, from } of found) vector.set(values, from);
  return vector as unknown as Float32Array;
}
