// The rows that a model is to answer, in batches, from a table, images or a built-in set.
import type { Network } from "../api/network.ts";
import { applyBatches } from "../data/applyBatches.ts";
import { builtin } from "../data/builtin.ts";
import type { Column } from "../data/columns.ts";
import { idxClasses } from "../data/idx.ts";
import { Failure } from "./failure.ts";
import { imageBatches } from "./images.ts";
import { headerOf, type TableSource } from "./source.ts";

/** Rows for a model, with their targets where they are known. */
export interface Batch {
  readonly inputs: Float32Array;
  readonly rows: number;
  readonly targets: ArrayLike<number>;
}

/** The columns by which a model without any reads a table: the header's, in their order. */
async function columnsByOrder(
  path: string,
  source: TableSource & { kind: "table" },
  inputs: number,
): Promise<Column[]> {
  if (source.name === "standard input")
    throw new Failure(
      `${path}: this model does not know its columns, and standard input can be read only once. Give a file.`,
    );
  const names = await headerOf(source);
  if (names === undefined) throw new Failure(`${source.name}: the file is empty.`);
  if (names.length === inputs) return names.map((name) => ({ name, kind: "number", missing: 0 }));
  throw new Failure(`${source.name}: it has ${names.length} columns, but the model takes ${inputs} inputs.`);
}

/** Images, or a built-in set as one batch. */
async function* plainBatches(source: Exclude<TableSource, { kind: "table" }>) {
  if (source.kind === "builtin") yield await builtin(source.name);
  else
    for await (const batch of imageBatches(source.path))
      yield { ...batch, features: batch.inputs.length / batch.rows, classes: idxClasses };
}

/** Rows of a source, as the model at `path` reads them. */
export async function* batchesOf(path: string, network: Network, source: TableSource): AsyncGenerator<Batch> {
  const { columns, spec } = network.model;
  if (source.kind === "table") {
    const read = columns ?? (await columnsByOrder(path, source, spec.inputs));
    yield* applyBatches(read, source.open(), { targets: "present" });
    return;
  }
  for await (const { inputs, rows, features, targets, classes } of plainBatches(source)) {
    if (features !== spec.inputs)
      throw new Failure(`${source.name}: it has ${features} inputs, but the model takes ${spec.inputs}.`);
    // labels that are other classes than the model's say nothing of it
    yield { inputs, rows, targets: String(classes) === String(network.model.classes) ? targets : [] };
  }
}
