// Prints a script's findings: a heading, sentences, and tables with columns of equal width.

export const heading = (text) => console.log(`\n${text}\n${"─".repeat(text.length)}`);
export const say = (text) => console.log(`${text}\n`);

/** Rows of cells under a header; texts stand left, numbers right. */
export function table(header, rows) {
  const cells = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const isNumeric = header.map((_, column) => cells.slice(1).every((row) => /^[−–\-\d]/.test(row[column])));
  for (const row of cells) {
    const line = row.map((cell, i) => (isNumeric[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])));
    console.log(`  ${line.join("   ").trimEnd()}`);
  }
  console.log();
}

export const percent = (share) => `${(100 * share).toFixed(1)} %`;
/** Three significant digits. */
export const figure = (value) => {
  if (!Number.isFinite(value)) return "– not finite";
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(1) : String(Number(value.toPrecision(3)));
};
