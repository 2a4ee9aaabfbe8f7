// Rows of values as the text of a table, so that every format is read, checked and told as CSV is. Knows no format.

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** One cell: numbers as they are, texts in quotes, nothing for what is missing. @throws {TypeError} on lists and structures */
export function cellText(value: unknown): string {
  switch (typeof value) {
    case "number":
      return Number.isNaN(value) ? "" : String(value);
    case "bigint":
      return String(value);
    case "boolean":
      return value ? "1" : "0";
    case "string":
      return quoted(value);
    default:
      if (value === null || value === undefined) return "";
      if (value instanceof Date) return quoted(value.toISOString());
      throw new TypeError("a column of lists or structures: only numbers, texts and truth values can be read");
  }
}

/** The header line. */
export const headerText = (names: readonly string[]): string => `${names.map(quoted).join(",")}\n`;

/** Lines of `count` rows whose cells `cell(row, column)` gives. */
export function rowsText(count: number, width: number, cell: (row: number, column: number) => unknown): string {
  const lines: string[] = [];
  for (let row = 0; row < count; row++) {
    const cells: string[] = [];
    for (let column = 0; column < width; column++) cells.push(cellText(cell(row, column)));
    lines.push(width === 1 && cells[0] === "" ? '""' : cells.join(","));
  }
  return lines.length > 0 ? `${lines.join("\n")}\n` : "";
}
