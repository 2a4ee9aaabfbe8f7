// Values that a library read, as rows of cells, so that every format is checked and explained as CSV is.
import { Pace } from "../../core/pace.ts";
import type { Cell } from "../../data/cell.ts";
import type { RowBatch } from "../../data/rows.ts";
import { TableFault } from "./tableFault.ts";

// of a batch
const MOST_ROWS = 1 << 14;
const MOST_CELLS = 1 << 16;
const MOST_BYTES = 1 << 22;

/**
 * One cell: numbers and texts as they are, truth values as 1 and 0, dates as ISO 8601 texts.
 * @throws {TableFault} on lists and structures, on no value at all, and on a date that no text can say
 */
function cellOf(value: unknown): Cell {
  switch (typeof value) {
    case "number":
    case "string":
      return value;
    case "bigint":
      return Number(value);
    case "boolean":
      return value ? 1 : 0;
    default:
      if (value === null) return null;
      if (value === undefined) throw new TableFault("a cell names a value that is not there");
      if (value instanceof Date) {
        if (Number.isNaN(value.getTime())) throw new TableFault("a date lies beyond the years that can be said");
        return value.toISOString();
      }
      throw new TableFault(
        "a column holds lists or structures",
        "Only numbers, texts, dates and truth values can be read.",
      );
  }
}

/** How rows that are not yet in memory are brought there. */
export interface Loading {
  /** brings the rows `from` … `to` of the next batch into memory */
  load(from: number, to: number): Promise<void>;
  /** the most that a cell may have */
  readonly cellBytes: number;
}

/** `count` rows of `width` cells whose values `valueAt(row, column)` gives; the event loop is free between two batches. */
export async function* rowBatches(
  width: number,
  count: number,
  valueAt: (row: number, column: number) => unknown,
  { load, cellBytes }: Loading = { load: async () => {}, cellBytes: 1 },
): AsyncGenerator<RowBatch> {
  const pace = new Pace();
  const size = Math.floor(Math.min(MOST_CELLS, MOST_BYTES / cellBytes) / width);
  const step = Math.max(1, Math.min(MOST_ROWS, size));
  for (let from = 0; from < count; from += step) {
    await pace.rest();
    const to = Math.min(count, from + step);
    await load(from, to);
    const rows: Cell[][] = [];
    for (let row = from; row < to; row++) {
      const cells: Cell[] = [];
      for (let column = 0; column < width; column++) cells.push(cellOf(valueAt(row, column)));
      rows.push(cells);
    }
    yield { rows };
  }
}
