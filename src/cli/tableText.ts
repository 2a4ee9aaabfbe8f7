// Rows of cells as lines of text.
import { visible } from "../core/visible.ts";

/** A line for each row of cells, in columns; numbers to the right. */
export function tableText(cells: readonly (readonly string[])[], right: readonly boolean[]): string[] {
  const rows = cells.map((row) => row.map((cell) => visible(cell)));
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  return rows.map((row) =>
    row
      .map((cell, c) => (right[c] ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
      .join("  ")
      .trimEnd(),
  );
}
