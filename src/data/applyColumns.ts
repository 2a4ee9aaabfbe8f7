// Reads a new table in the way in which the training table was read.
import { OptionError } from "../core/errors.ts";
import { floats } from "../core/floats.ts";
import { checked, flag } from "../core/options.ts";
import { applyBatches } from "./applyBatches.ts";
import { columnFault } from "./columnFault.ts";
import { type Column, featureNamesOf, widthOf } from "./columns.ts";
import { type CsvSource, csvRows } from "./csvRows.ts";
import { type Dataset, frozenDataset } from "./dataset.ts";
import type { TableRows } from "./rows.ts";

/** A table read for prediction: `inputs` is rows × features. */
export interface AppliedTable {
  readonly inputs: Float32Array;
  readonly rows: number;
  readonly features: number;
  readonly featureNames: string[];
  /** with `targets: true` */
  readonly data?: Dataset;
}

const rules = { targets: flag(false) };

/**
 * Reads a new table as `csv` read the one that was trained on: by the columns' names, in any order; others are ignored.
 *
 * @param columns  what `csv` returned, also after a way through JSON
 * @param options.targets  whether the target is read too (to evaluate); default false: it may be absent
 * @throws {DataError} naming line and column: a column that is not there, a text that training has not seen, a missing
 *   value where the reading has no means (`missing: "mean"` gives them), and all that `csv` refuses
 * @example const { inputs } = await applyColumns(columns, "colour,size\nred,3\n");
 */
export const applyColumns = (
  columns: readonly Column[],
  source: CsvSource,
  options: { readonly targets?: boolean } = {},
): Promise<AppliedTable> => applyRows(columns, csvRows(source), options);

/** Rows of any format, read as `applyColumns` reads a CSV. */
export async function applyRows(
  columns: readonly Column[],
  batches: TableRows,
  options: { readonly targets?: boolean } = {},
): Promise<AppliedTable> {
  const fault = columnFault(columns);
  if (fault) {
    const { at, received, expected } = fault;
    const hint = "Give the columns that csv returned.";
    throw new OptionError({ where: `applyColumns: ${at}`, received, expected, hint });
  }
  const read = checked("applyColumns", options, rules);
  const used = columns.filter((column) => column.kind !== "target" || read.targets);
  const features = used.reduce((sum, column) => sum + widthOf(column), 0);
  let inputs = new Float32Array(0);
  const targets: number[] = [];
  let rows = 0;
  for await (const batch of applyBatches(columns, batches, read)) {
    if (inputs.length < (rows + batch.rows) * features) {
      const larger = floats("applyColumns", Math.max(batch.rows, 2 * (rows + batch.rows)) * features);
      larger.set(inputs);
      inputs = larger;
    }
    inputs.set(batch.inputs, rows * features);
    for (const target of batch.targets) targets.push(target);
    rows += batch.rows;
  }
  const featureNames = featureNamesOf(used);
  const table = { inputs: inputs.slice(0, rows * features), rows, features, featureNames };
  const target = used.find((column) => column.kind === "target");
  if (target === undefined) return Object.freeze(table);
  const classes = target.categories === undefined ? {} : { classes: [...target.categories] };
  const data = frozenDataset({ ...table, targets: Float32Array.from(targets), outputs: 1, ...classes });
  return Object.freeze({ ...table, data });
}
