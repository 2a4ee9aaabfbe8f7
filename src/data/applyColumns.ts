// Reads a new table in the way in which the training table was read. Knows no training and no network.
import { DataError, OptionError } from "../core/errors.ts";
import { isMissing } from "./cells.ts";
import { type Column, featureNamesOf, fillColumn, isColumns, widthOf } from "./columns.ts";
import { cellError, checkedCell, type Place, unseen } from "./csvColumn.ts";
import { headerNames, ragged } from "./csvHeader.ts";
import { type CsvSource, csvRows } from "./csvRows.ts";
import { type Dataset, frozenDataset } from "./dataset.ts";

/** A table read for prediction: `inputs` is rows × features. */
export interface AppliedTable {
  readonly inputs: Float32Array;
  readonly rows: number;
  readonly features: number;
  readonly featureNames: string[];
  /** with `targets: true` */
  readonly data?: Dataset;
}

/**
 * Reads a new table as `csv` read the one that was trained on: by the columns' names, in any order; others are ignored.
 *
 * @param columns  what `csv` returned, also after a way through JSON
 * @param options.targets  whether the target is read too (to evaluate); default false: it may be absent
 * @throws {DataError} naming line and column: a column that is not there, a text that training has not seen, a missing
 *   value where the reading has no means (`missing: "mean"` gives them), and all that `csv` refuses
 * @example const { inputs } = await applyColumns(columns, "colour,size\nred,3\n");
 */
export async function applyColumns(
  columns: readonly Column[],
  source: CsvSource,
  options: { readonly targets?: boolean } = {},
): Promise<AppliedTable> {
  if (!isColumns(columns))
    throw new OptionError({ where: "applyColumns", came: columns, expected: "the columns that csv returned" });
  const used = columns.filter((column) => column.kind !== "target" || options.targets === true);
  const numbers = used.map((column) => {
    const categories = column.kind === "number" ? [] : (column.categories ?? []);
    return new Map(categories.map((category, number) => [category, number]));
  });
  const features = used.reduce((sum, column) => sum + widthOf(column), 0);
  let places: number[] | undefined;
  let width = 0;
  let inputs = new Float32Array(0);
  const targets: number[] = [];
  let rows = 0;

  const readCell = (at: number, cell: string, index: number, place: Place): number => {
    const column = used[at];
    if (isMissing(cell)) {
      if (column.kind !== "target" && column.mean !== undefined) return Number.NaN;
      throw cellError(
        column.name,
        index,
        place,
        cell,
        "a value",
        "Fill it in; training had no means for missing values.",
      );
    }
    if (column.kind !== "number" && column.categories !== undefined) {
      // Classes that were numbers are told apart by value, so that 1.0 is 1.
      const plain = column.kind === "target" ? String(Number(cell)) : "";
      const number = numbers[at].get(cell.trim()) ?? numbers[at].get(plain);
      if (number === undefined) throw unseen(column.name, index, place, cell, column.categories);
      return number;
    }
    return checkedCell(column.name, index, place, cell);
  };

  for await (const batch of csvRows(source)) {
    for (const [at, found] of batch.rows.entries()) {
      const line = batch.lines[at];
      if (places === undefined) {
        places = placesOf(used, headerNames(found, line), line);
        width = found.length;
        continue;
      }
      if (found.length !== width) throw ragged(line, rows, found.length, width);
      if (inputs.length < (rows + 1) * features) {
        const larger = new Float32Array(Math.max(64, 2 * (rows + 1)) * features);
        larger.set(inputs);
        inputs = larger;
      }
      let to = rows * features;
      for (const [i, column] of used.entries()) {
        const value = readCell(i, found[places[i]], places[i], { line, row: rows });
        if (column.kind === "target") targets.push(value);
        else fillColumn(inputs, to, column, value);
        to += widthOf(column);
      }
      rows++;
    }
  }
  if (rows === 0)
    throw new DataError({
      where: "csv",
      expected: "at least one row under a header",
      mend: places ? "There is a header only." : "The file is empty.",
    });
  const featureNames = featureNamesOf(used);
  const table = { inputs: inputs.slice(0, rows * features), rows, features, featureNames };
  const target = used.find((column) => column.kind === "target");
  if (target === undefined) return Object.freeze(table);
  const classes = target.categories === undefined ? {} : { classes: [...target.categories] };
  const data = frozenDataset({ ...table, targets: Float32Array.from(targets), outputs: 1, ...classes });
  return Object.freeze({ ...table, data });
}

function placesOf(used: readonly Column[], names: readonly string[], line: number): number[] {
  return used.map((column) => {
    const index = names.indexOf(column.name);
    if (index >= 0) return index;
    throw new DataError({
      where: `csv, line ${line}`,
      came: names.slice(0, 20).join(", "),
      expected: `the column "${column.name}", which training had`,
    });
  });
}
