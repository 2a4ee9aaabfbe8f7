// A model's file read again: the network's options, θ and the state; loaded when a model is.
import { FormatError } from "../core/errors.ts";
import { aText } from "../core/faultIn.ts";
import { columnFault } from "../data/columnFault.ts";
import type { Column } from "../data/columns.ts";
import { standardizerFromJSON } from "../data/standardizer.ts";
import { readTensors } from "../formats/readTensors.ts";
import { requireFinite } from "../formats/requireFinite.ts";
import { jsonOf, readDescription, refuse, requireKind, requireSchema } from "../formats/requireKind.ts";
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

function columnsOf(where: string, file: TensorFile): readonly Column[] {
  const columns = jsonOf(where, file, "columns");
  refuse(where, columnFault(columns));
  return columns as readonly Column[];
}

/** The target's texts are the classes, in their order: a table's targets are counted by them. */
function requireSameClasses(where: string, { classes, columns }: NetworkOptions): void {
  const target = columns?.find((column) => column.kind === "target");
  const categories = target?.kind === "target" ? target.categories : undefined;
  if (categories === undefined || classes === undefined || String(categories) === String(classes)) return;
  throw new FormatError({
    where: `${where}: columns, target "${target?.name}"`,
    received: categories,
    expected: `the ${classes.length} classes of the network`,
    hint: "The file is damaged, or another program wrote it.",
  });
}

/** The network that a file describes; no memory is taken. @throws {FormatError} */
export function specOptions(where: string, file: TensorFile): Described {
  return readDescription(where, () => {
    const json = jsonOf(where, file, "spec") as NetworkOptions;
    requireSchema(where, "spec", json, { fields: { layers: { each: { fields: { kind: aText } } } } });
    const { standardizer, classes, columns } = file.metadata;
    const options = {
      ...json,
      ...(standardizer === undefined
        ? {}
        : { standardizer: standardizerFromJSON(jsonOf(where, file, "standardizer")) }),
      ...(classes === undefined ? {} : { classes: jsonOf(where, file, "classes") as string[] }),
      ...(columns === undefined ? {} : { columns: columnsOf(where, file) }),
    };
    requireSameClasses(where, options);
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
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const found = placed.map(({ layer, name: variableName, variable, from }) => {
    const name = `layers.${layer}.${variableName}`;
    const tensor = byName.get(name);
    if (tensor?.shape.join() === variable.shape.join()) {
      requireFinite(`${where}: tensor ${name}`, tensor.values);
      return { values: tensor.values, from };
    }
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
