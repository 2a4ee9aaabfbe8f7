// Rows of cells as lines of text.

/** Rows of cells, in columns; numbers to the right. */
export function tableText(rows: readonly (readonly string[])[], right: readonly boolean[]): string {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  return rows
    .map((row) =>
      row
        .map((cell, c) => (right[c] ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
