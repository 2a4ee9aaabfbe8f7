// The header of a table: its names, which columns are read, and rows that do not fit it.
import { DataError, OptionError } from "../core/errors.ts";
import { nearest } from "../core/options.ts";
import { type Cell, textOf } from "./cell.ts";
import { namesText, nameText } from "./namesText.ts";
import { locationText, type RowLocation } from "./rows.ts";

/** The header's names, trimmed, each there and only once; with `unnamed`, columns without one may be there. */
export function headerNames(header: readonly Cell[], line: number | undefined, unnamed: boolean): string[] {
  const names = header.map(textOf);
  const firsts = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const where = `csv, ${headerText(line)}, column ${index + 1}`;
    if (name === "" && unnamed) continue;
    if (name === "")
      throw new DataError({
        where,
        expected: "a name for each column",
        hint: 'This one has none: name it, or read with ignore: [""].',
        remedies: [{ set: "ignore", to: [""] }],
      });
    const first = firsts.get(name);
    if (first !== undefined)
      throw new DataError({
        where,
        received: name,
        expected: `another name than column ${first + 1} has`,
        hint: "Rename one.",
      });
    firsts.set(name, index);
  }
  return names;
}

const headerText = (line: number | undefined) => (line === undefined ? "header" : `line ${line}`);

/** Where each name stands, the first of equal ones. */
export function positionsIn(names: readonly string[]): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  for (let at = names.length - 1; at >= 0; at--) positions.set(names[at], at);
  return positions;
}

/** The position in the table of each name. @throws {DataError} on one that is not there */
export function positionsOf(wanted: readonly string[], names: readonly string[], line: number | undefined): number[] {
  const positions = positionsIn(names);
  return wanted.map((name) => {
    const index = positions.get(name);
    if (index !== undefined) return index;
    throw new DataError({
      where: `csv, ${headerText(line)}`,
      received: namesText(names),
      expected: `the column "${nameText(name)}", which training had`,
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

/** The error for a name that is no column's. */
function noColumn(where: string, name: string, names: readonly string[]): OptionError {
  const near = nearest(name, names);
  return new OptionError({
    where,
    received: name,
    expected: `one of the columns ${namesText(names)}`,
    ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
  });
}

/** The columns that are read: all but those to ignore. Refuses names that are no columns, and a target that stands alone. */
export function usedNames(names: readonly string[], target: string, ignore: readonly string[]): string[] {
  const known = new Set(names);
  if (!known.has(target)) throw noColumn("csv.target", target, names);
  const unknown = ignore.find((name) => !known.has(name));
  if (unknown !== undefined) throw noColumn("csv.ignore", unknown, names);
  const ignored = new Set(ignore);
  if (ignored.has(target))
    throw new OptionError({ where: "csv.ignore", received: target, expected: "other columns than the target" });
  const used = names.filter((name) => !ignored.has(name));
  if (used.length === 1)
    throw new DataError({
      where: "csv",
      expected: `columns to predict "${nameText(target)}" from`,
      hint: "There is no other column.",
    });
  return used;
}
