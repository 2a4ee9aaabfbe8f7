// Training, validation and test rows in one table of the core's memory, checked while they are copied. Knows no optimizer.
import type { Tensor } from "../core/core.ts";
import { DataError } from "../core/errors.ts";
import type { Pace } from "../core/pace.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Sets } from "../data/split.ts";
import type { TargetForm } from "../losses/targets.ts";
import type { Model } from "../network/model.ts";
import { targetsFor } from "../network/tableSource.ts";
import { requireFits } from "./requireFits.ts";
import { TableHash } from "./tableHash.ts";

const PIECE_NUMBERS = 1 << 18;

/** One of the three sets: its first row in the table, and how many rows it has. */
export interface TableSet {
  readonly name: "train" | "validation" | "test";
  readonly first: number;
  readonly rows: number;
}

export interface Tables {
  readonly inputs: Tensor;
  readonly targets: Tensor;
  readonly form: TargetForm;
  /** a hash of each set's raw rows and targets, by which a checkpoint knows its data */
  readonly hashes: Readonly<Record<string, string>>;
  readonly sets: readonly TableSet[];
}

export interface DataSets extends Sets {
  /** who asks, in messages; default fit */
  readonly where?: string;
}

/** How messages call a set. */
const setName = ({ where }: DataSets, name: TableSet["name"]) =>
  where !== undefined ? `${where}.data` : name === "train" ? "fit: training data" : `fit.${name}`;

/** Checks the sets' shapes before anything is taken or changed. */
export function requireSets(model: Model, sets: DataSets): TargetForm {
  const { form } = requireFits(setName(sets, "train"), model, sets.train).form;
  for (const name of ["validation", "test"] as const) {
    const data = sets[name];
    if (data === undefined) continue;
    const names = model.classes ?? sets.train.classes;
    const received = requireFits(setName(sets, name), model, data, names).form.form;
    if (received !== form) {
      throw new DataError({
        where: `${setName(sets, name)}.targets`,
        received: received === "classes" ? "class numbers" : "values",
        expected: form === "classes" ? "class numbers, as the training data has" : "values, as the training data has",
      });
    }
  }
  return form;
}

function requireFinite(
  where: string,
  values: Float32Array,
  width: number,
  firstRow: number,
  names?: readonly string[],
): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i] - values[i] === 0) continue;
    const row = firstRow + Math.floor(i / width);
    const column = i % width;
    const location = `${where}, row ${row}, column ${column}${names ? ` (${names[column]})` : ""}`;
    throw new DataError({
      where: location,
      received: values[i],
      expected: "a finite number",
      hint: "Fill it in, or leave the row out.",
      row,
      column,
    });
  }
}

/** Takes the table's memory and copies all sets into it, standardised, in pieces between which the event loop runs. */
export async function takeTables(model: Model, sets: DataSets, form: TargetForm, pace: Pace): Promise<Tables> {
  const { arena, core, spec, standardizer } = model;
  const perRow = form === "classes" ? 1 : spec.outputs;
  const tableSets: TableSet[] = [];
  let rows = 0;
  for (const name of ["train", "validation", "test"] as const) {
    const data = sets[name];
    if (data === undefined) continue;
    tableSets.push({ name, first: rows, rows: data.rows });
    rows += data.rows;
  }
  const inputs = arena.take("table", "float32", rows * spec.inputs, { zeroed: false });
  const targets = arena.take("tableTargets", "float32", rows * perRow, { zeroed: false });
  const hashes: Record<string, string> = {};
  for (const { name, first } of tableSets) {
    const hash = new TableHash(arena);
    const data = sets[name] as Dataset;
    const where = setName(sets, name);
    await pace.pieces(data.rows, Math.max(1, Math.floor(PIECE_NUMBERS / spec.inputs)), (from, to) => {
      const part = data.inputs.subarray(from * spec.inputs, to * spec.inputs);
      const at = (first + from) * spec.inputs;
      core.write(inputs, part, at);
      if (!hash.add(inputs, at, part.length)) requireFinite(where, part, spec.inputs, from, data.featureNames);
      if (standardizer) core.write(inputs, standardizer.applyRows(part, to - from), at);
      const values = data.targets.subarray(from * perRow, to * perRow);
      const targetsAt = (first + from) * perRow;
      core.write(targets, values, targetsAt);
      hash.add(targets, targetsAt, values.length);
      core.write(targets, targetsFor(`${where}, targets`, model, form, values, from), targetsAt);
    });
    hashes[name] = hash.digest();
  }
  return { inputs, targets, form, hashes, sets: tableSets };
}
