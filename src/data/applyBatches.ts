// The rows of a new table as inputs, read in the way in which the training table was read.
import { DataError } from "../core/errors.ts";
import { floats } from "../core/floats.ts";
import { type Cell, isMissing, textOf } from "./cell.ts";
import { type CellLocation, cellError, checkedCell, unseen } from "./cellError.ts";
import { type Column, fillColumn, widthOf } from "./columns.ts";
import { headerNames, positionsOf, ragged } from "./headerNames.ts";
import type { RowBatch, TableRows } from "./rows.ts";

/** Some rows of a table as inputs. */
export interface AppliedBatch {
  /** rows × features */
  readonly inputs: Float32Array;
  readonly rows: number;
  /** one per row, with `targets` */
  readonly targets: readonly number[];
}

/** One column's cells as numbers, by how training read it. */
class ColumnReader {
  readonly column: Column;
  readonly index: number;
  readonly width: number;
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(column: Column, index: number) {
    this.column = column;
    this.index = index;
    this.width = widthOf(column);
    const categories = column.kind === "number" ? [] : (column.categories ?? []);
    this.#numbers = new Map(categories.map((category, number) => [category, number]));
  }

  /** The cell's number; NaN where it is missing and training had a mean. */
  read(cell: Cell, line: number | undefined, row: number): number {
    const { column } = this;
    if (isMissing(cell)) {
      if (column.kind !== "target" && column.mean !== undefined) return Number.NaN;
      const hint = "Fill it in; training had no means for missing values.";
      throw cellError(this.#location(line, row), cell, "a value", hint);
    }
    if (column.kind === "number" || column.categories === undefined)
      return checkedCell(this.#location(line, row), cell);
    // Classes that were numbers are told apart by value, so that 1.0 is 1.
    const plain = column.kind === "target" ? String(Number(cell)) : "";
    const number = this.#numbers.get(textOf(cell)) ?? this.#numbers.get(plain);
    if (number === undefined) throw unseen(this.#location(line, row), cell, column.categories);
    return number;
  }

  #location(line: number | undefined, row: number): CellLocation {
    return { line, row, name: this.column.name, index: this.index };
  }
}

/** Reads batch after batch of one table. */
class AppliedTableReader {
  readonly #readers: readonly ColumnReader[];
  readonly #width: number;
  readonly #features: number;
  rowsRead = 0;

  constructor(columns: readonly Column[], header: readonly Cell[], line: number | undefined, present: boolean) {
    const names = headerNames(header, line, true);
    const used = present ? columns.filter(({ kind, name }) => kind !== "target" || names.includes(name)) : columns;
    const wanted = used.map(({ name }) => name);
    const positions = positionsOf(wanted, names, line);
    this.#readers = used.map((column, i) => new ColumnReader(column, positions[i]));
    this.#width = header.length;
    this.#features = columns.reduce((sum, column) => sum + widthOf(column), 0);
  }

  read({ rows, lines }: RowBatch, from: number): AppliedBatch {
    const inputs = floats("csv", (rows.length - from) * this.#features);
    const targets: number[] = [];
    let to = 0;
    for (let at = from; at < rows.length; at++, this.rowsRead++) {
      const [cells, line] = [rows[at], lines?.[at]];
      if (cells.length !== this.#width) throw ragged({ line, row: this.rowsRead }, cells.length, this.#width);
      for (const reader of this.#readers) {
        const value = reader.read(cells[reader.index], line, this.rowsRead);
        if (reader.column.kind === "target") targets.push(value);
        else fillColumn(inputs, to, reader.column, value);
        to += reader.width;
      }
    }
    return { inputs, rows: rows.length - from, targets };
  }
}

/**
 * The rows of a table in batches, read as `applyColumns` reads them: for tables larger than memory.
 * @param options.targets  "present": read the target too where the table has it
 * @throws as `applyColumns`
 */
export async function* applyBatches(
  columns: readonly Column[],
  batches: TableRows,
  options: { readonly targets?: boolean | "present" } = {},
): AsyncGenerator<AppliedBatch> {
  const wanted = columns.filter((column) => column.kind !== "target" || Boolean(options.targets));
  let reader: AppliedTableReader | undefined;
  for await (const batch of batches) {
    if (batch.rows.length === 0) continue;
    const from = reader === undefined ? 1 : 0;
    reader ??= new AppliedTableReader(wanted, batch.rows[0], batch.lines?.[0], options.targets === "present");
    if (batch.rows.length > from) yield reader.read(batch, from);
  }
  if (reader !== undefined && reader.rowsRead > 0) return;
  throw new DataError({
    where: "csv",
    expected: "at least one row under a header",
    hint: reader ? "There is a header only." : "The file is empty.",
  });
}
