// Reads a table with a header line into a data set, column by column. Knows no network; papaparse cuts the cells.
import { DataError, OptionError } from "../core/errors.ts";
import { any, checked, oneOf } from "../core/options.ts";
import { type Column, featureNamesOf, fillColumn, widthOf } from "./columns.ts";
import { cellError, GrowingColumn, type Values } from "./csvColumn.ts";
import { headerNames, ragged, usedNames } from "./csvHeader.ts";
import { type CsvSource, csvRows } from "./csvRows.ts";
import { type Dataset, frozenDataset } from "./dataset.ts";

/** How `csv` reads a table. */
export interface CsvOptions {
  readonly target: string;
  readonly task?: "auto" | "classification" | "regression";
  readonly missing?: "error" | "mean" | "drop";
  readonly ignore?: readonly string[];
}

const isNames = (v: unknown) => Array.isArray(v) && v.every((name) => typeof name === "string");
const rules = {
  target: any<string | undefined>(undefined, "the name of the column to predict", (v) => typeof v === "string"),
  task: oneOf(["auto", "classification", "regression"], "auto"),
  missing: oneOf(["error", "mean", "drop"], "error"),
  ignore: any<readonly string[]>([], "an array of columns' names", isNames),
};

const SAMPLE = 1000; // rows that decide whether a column is number or text

/**
 * Reads a table with a header line.
 *
 * A column is text where at least half of its values in the first 1000 rows are no numbers, otherwise every value must be
 * one. Blanks around a cell do not count. Text inputs become one input per category ("colour=red"), 1 where the row has it.
 * Missing are empty cells, NA, NaN, nan, null, NULL and ?.
 *
 * @param source  text, or a stream or iterable of text or UTF-8 bytes; memory is proportional to the numbers kept
 * @param options.target  the column to predict
 * @param options.task  `auto` (default): text targets, or integers with at most 20 values each seen at least 5 times, are
 *   classes, numbered in code-unit or numeric order; all else is a regression
 * @param options.missing  `error` (default); `mean`: the column's mean, for a text each category's share (a row needs its
 *   target all the same); `drop`: the row is left out
 * @param options.ignore  columns that are left out, such as numbers of rows and names ("" for those without a name); default none
 * @returns the data set, per column of the file how it was read, for `applyColumns`, and how many rows there were, those
 *   left out included
 * @throws {DataError} naming line and column: ragged rows, numbers beyond float32, texts among numbers, missing values,
 *   more than 1024 categories, no rows
 * @throws {FormatError} on bytes that are no UTF-8 text
 * @throws {OptionError} on an unknown target or ignored column; the nearest is suggested
 * @example const { data, columns } = await csv("size,colour,price\n3,red,10\n4,blue,12\n", { target: "price" });
 */
export async function csv(
  source: CsvSource,
  options: CsvOptions,
): Promise<{ data: Dataset; columns: Column[]; rowsRead: number }> {
  const { target, task, missing, ignore } = checked("csv", options, rules);
  if (target === undefined)
    throw new OptionError({ where: "csv.target", received: target, expected: rules.target.expected });
  let growing: GrowingColumn[] | undefined;
  let width = 0;
  let cells = new Float64Array(0);
  let row = 0;
  let sample: { row: string[]; line: number }[] | undefined = [];

  const readRow = (columns: GrowingColumn[], found: string[], line: number) => {
    const place = { line, row: row++ };
    let whole = true;
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at];
      const value = column.read(found[column.index], place);
      cells[at] = value;
      if (!Number.isNaN(value)) continue;
      whole = false;
      if (missing === "error")
        throw cellError(
          column.name,
          column.index,
          place,
          found[column.index],
          "a value",
          'Fill it in, or read with missing: "mean" or "drop".',
        );
      if (missing === "mean" && column.name === target)
        throw cellError(
          column.name,
          column.index,
          place,
          found[column.index],
          "a target",
          'Fill it in, or read with missing: "drop".',
        );
    }
    if (whole || missing === "mean") for (let at = 0; at < columns.length; at++) columns[at].keep(cells[at]);
  };
  const readSample = (columns: GrowingColumn[]) => {
    const rows = sample ?? [];
    sample = undefined;
    for (const column of columns) column.decide(rows.map((entry) => entry.row[column.index]));
    for (const entry of rows) readRow(columns, entry.row, entry.line);
  };

  for await (const { rows, lines } of csvRows(source)) {
    for (const [at, found] of rows.entries()) {
      if (growing === undefined) {
        const names = headerNames(found, lines[at], ignore.includes(""));
        const kept = usedNames(names, target, ignore);
        growing = kept.map((name) => new GrowingColumn(name, names.indexOf(name), name === target));
        cells = new Float64Array(kept.length);
        width = names.length;
        continue;
      }
      if (found.length !== width) throw ragged(lines[at], row + (sample?.length ?? 0), found.length, width);
      if (sample === undefined) readRow(growing, found, lines[at]);
      else if (sample.push({ row: found, line: lines[at] }) === SAMPLE) readSample(growing);
    }
  }
  if (growing === undefined)
    throw new DataError({
      where: "csv",
      expected: "a header line with the columns' names",
      hint: "The file is empty.",
    });
  if (sample !== undefined) readSample(growing);
  if (growing[0].length === 0)
    throw new DataError({
      where: "csv",
      expected: "at least one row with all its values",
      hint: row === 0 ? "There is a header only." : `Each of the ${row} rows has a missing value.`,
    });
  return { ...assemble(growing, target, task, missing === "mean"), rowsRead: row };
}

function assemble(growing: GrowingColumn[], target: string, task: string, fill: boolean) {
  const columns: Column[] = [];
  const values: Values[] = [];
  let targets = new Float32Array(0);
  let classes: string[] | undefined;
  for (const column of growing) {
    const { name, missing } = column;
    const read = column.finished();
    values.push(read.values);
    if (name === target) {
      const found = readTarget(column, read, task);
      targets = Float32Array.from(found.targets);
      classes = found.classes;
      columns.push({ name, kind: "target", ...(classes && { categories: classes }), missing });
    } else {
      const categories = column.kind === "text" ? { categories: read.categories } : {};
      const mean = fill ? { mean: meanOf(name, read.values, categories.categories) } : {};
      columns.push({ name, kind: column.kind ?? "number", ...categories, missing, ...mean } as Column);
    }
  }
  const rows = targets.length;
  const features = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const inputs = new Float32Array(rows * features);
  let at = 0;
  for (const [index, column] of columns.entries()) {
    if (column.kind === "target") continue;
    for (let r = 0; r < rows; r++) fillColumn(inputs, r * features + at, column, values[index][r]);
    at += widthOf(column);
    values[index] = new Float32Array(0); // given back before the next one is copied
  }
  const featureNames = featureNamesOf(columns);
  const data = frozenDataset({
    inputs,
    targets,
    rows,
    features,
    outputs: 1,
    featureNames,
    ...(classes && { classes }),
  });
  return { data, columns };
}

/** The mean of the values that are there; for texts, each category's share of them. */
function meanOf(name: string, values: Values, categories: readonly string[] | undefined): number | number[] {
  const sums = new Float64Array(categories?.length ?? 1);
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    if (categories === undefined) sums[0] += value;
    else sums[value]++;
  }
  if (count === 0)
    throw new DataError({
      where: `csv, column "${name}"`,
      expected: "at least one value",
      hint: `It has none: read with ignore: ["${name}"].`,
    });
  return categories === undefined ? sums[0] / count : [...sums.map((sum) => sum / count)];
}

function readTarget(column: GrowingColumn, read: { values: Values; categories: string[] }, task: string) {
  if (column.kind === "text") {
    if (task !== "regression") return { targets: read.values, classes: read.categories };
    throw new DataError({
      where: `csv, column "${column.name}"`,
      received: read.categories[0],
      expected: "numbers, since the task is a regression",
    });
  }
  const plain = { targets: read.values, classes: undefined };
  if (task === "regression") return plain;
  const counts = new Map<number, number>();
  for (const value of read.values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (task === "auto" && counts.size > 20) return plain;
  }
  if (task === "auto" && ![...counts].every(([value, count]) => Number.isInteger(value) && count >= 5)) return plain;
  const sorted = [...counts.keys()].sort((a, b) => a - b);
  const number = new Map(sorted.map((value, at) => [value, at]));
  return { targets: Float64Array.from(read.values, (value) => number.get(value) ?? 0), classes: sorted.map(String) };
}
