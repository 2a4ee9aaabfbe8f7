// Faults in one cell of a table, by line or row and column.
import { DataError } from "../core/errors.ts";
import { nearest } from "../core/options.ts";
import type { Remedy } from "../core/remedy.ts";
import { type Cell, readNumber, textOf } from "./cell.ts";
import { namesText, nameText } from "./namesText.ts";
import { locationText, type RowLocation } from "./rows.ts";

/** Where a cell stands: its row, and its column's name and position in the table. */
export interface CellLocation extends RowLocation {
  readonly name: string;
  readonly index: number;
}

/** A fault in a cell; `remedies` say the hint as data. */
export function cellError(
  location: CellLocation,
  received: Cell,
  expected: string,
  hint: string,
  remedies?: readonly Remedy[],
): DataError {
  const { name, index, row } = location;
  const where = `csv, ${locationText(location)}, column ${index + 1} ("${nameText(name)}")`;
  return new DataError({ where, received, expected, hint, row, column: index, ...(remedies && { remedies }) });
}

/** The number of a cell that is not missing, checked to be one of float32. */
export function checkedCell(location: CellLocation, cell: Cell): number {
  const value = readNumber(cell);
  if (Number.isFinite(Math.fround(value))) return value;
  const received = typeof cell === "string" ? cell.trim() : cell;
  if (Number.isNaN(value)) {
    const hint = "Correct the cell, or leave it empty and choose what becomes of missing values.";
    throw cellError(location, received, "a number, as most of the column has", hint);
  }
  throw cellError(location, received, "a finite number within ±3.4e38", "Scale the column or correct the cell.");
}

/** The error for a text that training has not seen. */
export function unseen(location: CellLocation, cell: Cell, categories: readonly string[]): DataError {
  const text = textOf(cell);
  const near = nearest(text, categories);
  const known = namesText(categories, 8);
  const hint = near === undefined ? "Training has not seen this text." : `Did you mean "${near}"?`;
  return cellError(location, text, `one of the ${categories.length} texts seen in training (${known})`, hint);
}
