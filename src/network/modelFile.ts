// A network as a safetensors file and back: θ as named tensors, everything else as texts. Knows no training.
import type { CompiledCore } from "../core/core.ts";
import { FormatError } from "../core/errors.ts";
import type { Column } from "../data/columns.ts";
import { standardizerFromJSON } from "../data/standardizer.ts";
import { envelope, jsonOf, requireKind } from "../formats/envelope.ts";
import { type NamedTensor, readTensors, type TensorFile, writeTensors } from "../formats/safetensors.ts";
import type { Model } from "./model.ts";
import type { NetworkOptions } from "./spec.ts";

const KIND = "ravine-model";
const VERSION = 1;

/** The texts from which a network's options come back. */
export function specTexts(model: Model): Record<string, string> {
  const { inputs, layers, loss, l1, l2, seed, precision } = model.spec;
  return {
    spec: JSON.stringify({ inputs, layers, loss, l1, l2, seed, precision }),
    ...(model.standardizer ? { standardizer: JSON.stringify(model.standardizer) } : {}),
    ...(model.classes ? { classes: JSON.stringify(model.classes) } : {}),
    ...(model.columns ? { columns: JSON.stringify(model.columns) } : {}),
  };
}

/** The options of the network that a file describes. @throws {FormatError} */
export function specOptions(where: string, file: TensorFile, core: CompiledCore | undefined): NetworkOptions {
  const spec = jsonOf(where, file, "spec") as NetworkOptions;
  const { standardizer, classes, columns } = file.metadata;
  return {
    ...spec,
    ...(standardizer === undefined ? {} : { standardizer: standardizerFromJSON(jsonOf(where, file, "standardizer")) }),
    ...(classes === undefined ? {} : { classes: jsonOf(where, file, "classes") as string[] }),
    ...(columns === undefined ? {} : { columns: jsonOf(where, file, "columns") as Column[] }),
    ...(core && { core }),
  };
}

/** The model as a file. */
export function saveModel(model: Model): Uint8Array {
  const theta = model.parameters();
  const tensors: NamedTensor[] = model.placed.map(({ layer, shape, from, length }) => ({
    name: `layers.${layer}.${shape.name}`,
    shape: shape.shape,
    values: theta.slice(from, from + length),
  }));
  return writeTensors({ tensors, metadata: { ...envelope(KIND, VERSION), ...specTexts(model) } });
}

/** What a model's file holds: the network's options, and its tensors by name. @throws {FormatError} */
export function readModelFile(bytes: Uint8Array, core: CompiledCore | undefined) {
  const where = "Network.load";
  const file = readTensors(where, bytes);
  requireKind(where, file, KIND, VERSION);
  return {
    options: specOptions(where, file, core),
    tensors: new Map(file.tensors.map((tensor) => [tensor.name, tensor])),
  };
}

/** θ from a file's tensors. @throws {FormatError} where one is missing or has another shape */
export function thetaFrom(model: Model, tensors: ReadonlyMap<string, NamedTensor>): Float64Array {
  const theta = new Float64Array(model.theta.length);
  for (const { layer, shape, from } of model.placed) {
    const name = `layers.${layer}.${shape.name}`;
    const tensor = tensors.get(name);
    if (tensor?.shape.join() !== shape.shape.join()) {
      const came = tensor ? `shape [${tensor.shape.join(", ")}]` : "none";
      throw new FormatError({
        where: `Network.load: tensor ${name}`,
        came,
        expected: `shape [${shape.shape.join(", ")}]`,
      });
    }
    theta.set(tensor.values, from);
  }
  return theta;
}
