// The header of a table: its names, which columns are read, and rows that do not fit it.
import { DataError, OptionError } from "../core/errors.ts";
import { nearest } from "../core/options.ts";
import { type Cell, textOf } from "./cell.ts";
import { locationText, type RowLocation } from "./rows.ts";

/** The header's names, trimmed, each there and only once; with `unnamed`, columns without one may be there. */
export function headerNames(header: readonly Cell[], line: number | undefined, unnamed: boolean): string[] {
  const names = header.map(textOf);
  for (const [index, name] of names.entries()) {
    const where = `csv, ${headerText(line)}, column ${index + 1}`;
    const first = names.indexOf(name);
    if (name === "" && unnamed) continue;
    if (name === "")
      throw new DataError({
        where,
        expected: "a name for each column",
        hint: 'This one has none: name it, or read with ignore: [""].',
        remedies: [{ set: "ignore", to: [""] }],
      });
    if (first < index)
      throw new DataError({
        where,
        received: name,
        expected: `another name than column ${first + 1} has`,
        hint: "Rename one.",
      });
  }
  return names;
}

const headerText = (line: number | undefined) => (line === undefined ? "header" : `line ${line}`);

/** The position in the table of each name. @throws {DataError} on one that is not there */
export function positionsOf(wanted: readonly string[], names: readonly string[], line: number | undefined): number[] {
  return wanted.map((name) => {
    const index = names.indexOf(name);
    if (index >= 0) return index;
    throw new DataError({
      where: `csv, ${headerText(line)}`,
      received: names.slice(0, 20).join(", "),
      expected: `the column "${name}", which training had`,
    });
  });
}

/** The error for a row with more or fewer cells than the header. */
export function ragged(location: RowLocation, received: number, width: number): DataError {
  return new DataError({
    where: `csv, ${locationText(location)}`,
    received,
    expected: `${width} values, as in the header`,
    hint: "Is a separator missing, or one inside a text that is not quoted?",
    row: location.row,
  });
}

/** Refuses a name that is no column's. */
function requireColumn(where: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const near = nearest(name, names);
  const listed = names.slice(0, 20).join(", ") + (names.length > 20 ? ", …" : "");
  throw new OptionError({
    where,
    received: name,
    expected: `one of the columns ${listed}`,
    ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
  });
}

/** The columns that are read: all but those to ignore. Refuses names that are no columns, and a target that stands alone. */
export function usedNames(names: readonly string[], target: string, ignore: readonly string[]): string[] {
  requireColumn("csv.target", target, names);
  for (const name of ignore) requireColumn("csv.ignore", name, names);
  if (ignore.includes(target))
    throw new OptionError({ where: "csv.ignore", received: target, expected: "other columns than the target" });
  const used = names.filter((name) => !ignore.includes(name));
  if (used.length === 1)
    throw new DataError({
      where: "csv",
      expected: `columns to predict "${target}" from`,
      hint: "There is no other column.",
    });
  return used;
}
