// Reads a new table in the way in which the training table was read. Knows no training and no network.
import { DataError, OptionError } from "../core/errors.ts";
import { checked, flag } from "../core/options.ts";
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

/** Some rows of a table on their way. */
export interface AppliedPiece {
  /** rows × features */
  readonly inputs: Float32Array;
  readonly rows: number;
  /** one per row, with `targets` */
  readonly targets: readonly number[];
}

/**
 * The rows of a table in pieces, read as `applyColumns` reads them: for tables larger than memory.
 * @param options.targets  "present": read the target too where the table has it
 * @throws as `applyColumns`
 */
export async function* applyPieces(
  columns: readonly Column[],
  source: CsvSource,
  options: { readonly targets?: boolean | "present" } = {},
): AsyncGenerator<AppliedPiece> {
  let used = columns.filter((column) => column.kind !== "target" || Boolean(options.targets));
  const features = used.reduce((sum, column) => sum + widthOf(column), 0);
  let reader: CellReader | undefined;
  let places: number[] | undefined;
  let width = 0;
  let rows = 0;

  for await (const batch of csvRows(source)) {
    const inputs = new Float32Array(batch.rows.length * features);
    const targets: number[] = [];
    let own = 0;
    for (const [at, found] of batch.rows.entries()) {
      const line = batch.lines[at];
      if (places === undefined || reader === undefined) {
        const names = headerNames(found, line, true);
        if (options.targets === "present")
          used = used.filter(({ kind, name }) => kind !== "target" || names.includes(name));
        reader = new CellReader(used);
        places = placesOf(used, names, line);
        width = found.length;
        continue;
      }
      if (found.length !== width) throw ragged(line, rows, found.length, width);
      let to = own * features;
      for (const [i, column] of used.entries()) {
        const value = reader.read(i, found[places[i]], places[i], { line, row: rows });
        if (column.kind === "target") targets.push(value);
        else fillColumn(inputs, to, column, value);
        to += widthOf(column);
      }
      own++;
      rows++;
    }
    if (own > 0) yield { inputs: inputs.subarray(0, own * features), rows: own, targets };
  }
  if (rows > 0) return;
  throw new DataError({
    where: "csv",
    expected: "at least one row under a header",
    hint: places ? "There is a header only." : "The file is empty.",
  });
}

/** Cells as numbers, by how training read their columns. */
class CellReader {
  readonly #used: readonly Column[];
  readonly #numbers: readonly ReadonlyMap<string, number>[];

  constructor(used: readonly Column[]) {
    this.#used = used;
    this.#numbers = used.map((column) => {
      const categories = column.kind === "number" ? [] : (column.categories ?? []);
      return new Map(categories.map((category, number) => [category, number]));
    });
  }

  /** The cell's number; NaN where it is missing and training had a mean. */
  read(at: number, cell: string, index: number, place: Place): number {
    const column = this.#used[at];
    if (isMissing(cell)) {
      if (column.kind !== "target" && column.mean !== undefined) return Number.NaN;
      const hint = "Fill it in; training had no means for missing values.";
      throw cellError(column.name, index, place, cell, "a value", hint);
    }
    if (column.kind === "number" || column.categories === undefined)
      return checkedCell(column.name, index, place, cell);
    // Classes that were numbers are told apart by value, so that 1.0 is 1.
    const plain = column.kind === "target" ? String(Number(cell)) : "";
    const number = this.#numbers[at].get(cell.trim()) ?? this.#numbers[at].get(plain);
    if (number === undefined) throw unseen(column.name, index, place, cell, column.categories);
    return number;
  }
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
export async function applyColumns(
  columns: readonly Column[],
  source: CsvSource,
  options: { readonly targets?: boolean } = {},
): Promise<AppliedTable> {
  if (!isColumns(columns))
    throw new OptionError({ where: "applyColumns", received: columns, expected: "the columns that csv returned" });
  const given = checked("applyColumns", options, rules);
  const used = columns.filter((column) => column.kind !== "target" || given.targets);
  const features = used.reduce((sum, column) => sum + widthOf(column), 0);
  let inputs = new Float32Array(0);
  const targets: number[] = [];
  let rows = 0;
  for await (const piece of applyPieces(columns, source, given)) {
    if (inputs.length < (rows + piece.rows) * features) {
      const larger = new Float32Array(Math.max(piece.rows, 2 * (rows + piece.rows)) * features);
      larger.set(inputs);
      inputs = larger;
    }
    inputs.set(piece.inputs, rows * features);
    for (const target of piece.targets) targets.push(target);
    rows += piece.rows;
  }
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
      received: names.slice(0, 20).join(", "),
      expected: `the column "${column.name}", which training had`,
    });
  });
}
