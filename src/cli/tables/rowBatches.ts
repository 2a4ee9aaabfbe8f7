// Values that a library read, as rows of cells, so that every format is checked and explained as CSV is.
import { Pace } from "../../core/pace.ts";
import type { Cell } from "../../data/cell.ts";
import type { RowBatch } from "../../data/rows.ts";
import { TableFault } from "./tableFault.ts";

const BATCH = 1 << 14; // rows

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

/** `count` rows of `width` cells whose values `valueAt(row, column)` gives; the event loop is free between two batches. */
export async function* rowBatches(
  width: number,
  count: number,
  valueAt: (row: number, column: number) => unknown,
): AsyncGenerator<RowBatch> {
  const pace = new Pace();
  for (let from = 0; from < count; from += BATCH) {
    await pace.rest();
    const rows: Cell[][] = [];
    for (let row = from; row < Math.min(count, from + BATCH); row++) {
      const cells: Cell[] = [];
      for (let column = 0; column < width; column++) cells.push(cellOf(valueAt(row, column)));
      rows.push(cells);
    }
    yield { rows };
  }
}
