// Rows of a table into a data set, column by column: guesses kinds, finds missing values, gathers.
import { DataError, OptionError } from "../core/errors.ts";
import { checked, oneOf, value } from "../core/options.ts";
import type { Remedy } from "../core/remedy.ts";
import type { Cell } from "./cell.ts";
import { cellError } from "./cellError.ts";
import type { Column } from "./columns.ts";
import type { Dataset } from "./dataset.ts";
import { datasetOf } from "./datasetOf.ts";
import { GrowingColumn } from "./growingColumn.ts";
import { headerNames, positionsIn, ragged, usedNames } from "./headerNames.ts";
import type { RowLocation, TableRows } from "./rows.ts";

/** How a table is read. */
export interface CsvOptions {
  readonly target: string;
  readonly task?: "auto" | "classification" | "regression";
  readonly missing?: "error" | "mean" | "drop";
  readonly ignore?: readonly string[];
}

/** A table as a data set, how each of its columns was read, and how many rows it had. */
export interface ReadTable {
  readonly data: Dataset;
  readonly columns: Column[];
  readonly rowsRead: number;
}

const isNames = (v: unknown) => Array.isArray(v) && v.every((name) => typeof name === "string");
const rules = {
  target: value<string | undefined>(undefined, "the name of the column to predict", (v) => typeof v === "string"),
  task: oneOf(["auto", "classification", "regression"], "auto"),
  missing: oneOf(["error", "mean", "drop"], "error"),
  ignore: value<readonly string[]>([], "an array of columns' names", isNames),
};

const SAMPLE = 1000; // rows that decide whether a column is number or text

/** Columns that grow row by row, once the sample has decided their kinds. */
class GrowingTable {
  readonly columns: readonly GrowingColumn[];
  rowsRead = 0;
  readonly #width: number;
  readonly #target: string;
  readonly #missing: "error" | "mean" | "drop";
  readonly #values: Float64Array;
  #sample: { cells: readonly Cell[]; line: number | undefined }[] | undefined = [];

  constructor(names: readonly string[], used: readonly string[], target: string, missing: "error" | "mean" | "drop") {
    const positions = positionsIn(names);
    this.columns = used.map((name) => new GrowingColumn(name, positions.get(name) as number, name === target));
    this.#width = names.length;
    this.#target = target;
    this.#missing = missing;
    this.#values = new Float64Array(used.length);
  }

  add(cells: readonly Cell[], line: number | undefined): void {
    if (cells.length !== this.#width)
      throw ragged({ line, row: this.rowsRead + (this.#sample?.length ?? 0) }, cells.length, this.#width);
    if (this.#sample === undefined) this.#read(cells, line);
    else if (this.#sample.push({ cells, line }) === SAMPLE) this.decide();
  }

  /** Decides the columns' kinds from the rows so far, where that is still open, and reads these. */
  decide(): void {
    const sample = this.#sample ?? [];
    this.#sample = undefined;
    for (const column of this.columns) column.decide(sample.map(({ cells }) => cells[column.index]));
    for (const { cells, line } of sample) this.#read(cells, line);
  }

  #read(cells: readonly Cell[], line: number | undefined): void {
    const { columns } = this;
    const values = this.#values;
    const location = { line, row: this.rowsRead++ };
    let whole = true;
    for (let at = 0; at < columns.length; at++) {
      const value = columns[at].read(cells[columns[at].index], location);
      values[at] = value;
      if (!Number.isNaN(value)) continue;
      whole = false;
      this.#requireOptional(columns[at], cells[columns[at].index], location);
    }
    if (whole || this.#missing === "mean") for (let at = 0; at < columns.length; at++) columns[at].keep(values[at]);
  }

  /** Refuses a missing value where none may be. */
  #requireOptional(column: GrowingColumn, cell: Cell, location: RowLocation): void {
    const at = column.locationIn(location);
    const fill: Remedy = { check: "cell" };
    const drop: Remedy = { set: "missing", to: "drop" };
    if (this.#missing === "error") {
      const hint = 'Fill it in, or read with missing: "mean" or "drop".';
      throw cellError(at, cell, "a value", hint, [fill, { set: "missing", to: "mean" }, drop]);
    }
    if (this.#missing === "mean" && column.name === this.#target)
      throw cellError(at, cell, "a target", 'Fill it in, or read with missing: "drop".', [fill, drop]);
  }
}

/** Reads a table's rows; options and errors are those of `csv`. */
export async function readRows(batches: TableRows, options: CsvOptions): Promise<ReadTable> {
  const { target, task, missing, ignore } = checked("csv", options, rules);
  if (target === undefined)
    throw new OptionError({ where: "csv.target", received: target, expected: rules.target.expected });
  let table: GrowingTable | undefined;
  for await (const { rows, lines } of batches) {
    for (let at = 0; at < rows.length; at++) {
      if (table === undefined) {
        const names = headerNames(rows[at], lines?.[at], ignore.includes(""));
        table = new GrowingTable(names, usedNames(names, target, ignore), target, missing);
      } else table.add(rows[at], lines?.[at]);
    }
  }
  const where = "csv";
  if (table === undefined)
    throw new DataError({ where, expected: "a header line with the columns' names", hint: "The file is empty." });
  table.decide();
  const { columns, rowsRead } = table;
  if (columns[0].length === 0)
    throw new DataError({
      where,
      expected: "at least one row with all its values",
      hint: rowsRead === 0 ? "There is a header only." : `Each of the ${rowsRead} rows has a missing value.`,
    });
  return { ...datasetOf(columns, target, task, missing === "mean"), rowsRead };
}
