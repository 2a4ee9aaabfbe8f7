// The rows of a table on their way, cell by cell: what every format is read as.
import type { Cell } from "./cell.ts";

/** Some rows of a table; the first row of its first batch is the header. */
export interface RowBatch {
  readonly rows: readonly (readonly Cell[])[];
  /** the line, counted from 1, on which each row begins; absent where the format has no lines */
  readonly lines?: readonly number[];
}

/** All rows of a table, some at a time. */
export type TableRows = AsyncIterable<RowBatch>;

/** Where a row or a cell stands, for messages. */
export interface RowLocation {
  /** counted from 1; undefined where the format has no lines */
  readonly line: number | undefined;
  /** data rows before this one */
  readonly row: number;
}

/** The location in words, for an error's `where`. */
export const locationText = ({ line, row }: RowLocation): string =>
  line === undefined ? `row ${row}` : `line ${line}`;
