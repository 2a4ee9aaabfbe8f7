// The header line of a table: its names, and rows that do not fit it. Knows no values.
import { DataError, OptionError } from "../core/errors.ts";
import { nearest } from "../core/options.ts";

/** The header's names, trimmed, each there and only once. */
export function headerNames(header: readonly string[], line: number): string[] {
  const names = header.map((name) => name.trim());
  for (const [index, name] of names.entries()) {
    const where = `csv, line ${line}, column ${index + 1}`;
    const first = names.indexOf(name);
    if (name === "")
      throw new DataError({
        where,
        expected: "a name for each column",
        mend: "This one has none: name it, or leave the column out.",
      });
    if (first < index)
      throw new DataError({
        where,
        came: name,
        expected: `another name than column ${first + 1} has`,
        mend: "Rename one.",
      });
  }
  return names;
}

/** The error for a row with more or fewer cells than the header. */
export function ragged(line: number, row: number, came: number, width: number): DataError {
  return new DataError({
    where: `csv, line ${line}`,
    came,
    expected: `${width} values, as in the header`,
    mend: "Is a separator missing, or one inside a text that is not quoted?",
    row,
  });
}

/** Refuses a target that is no column, or the only one. */
export function checkTarget(target: string, names: readonly string[]): void {
  const near = nearest(target, names);
  const listed = names.slice(0, 20).join(", ") + (names.length > 20 ? ", …" : "");
  if (!names.includes(target))
    throw new OptionError({
      where: "csv.target",
      came: target,
      expected: `one of the columns ${listed}`,
      ...(near === undefined ? {} : { mend: `Did you mean "${near}"?` }),
    });
  if (names.length === 1)
    throw new DataError({
      where: "csv",
      expected: `columns to predict "${target}" from`,
      mend: "There is no other column.",
    });
}
