// The columns of a table that was read, as a data set.

import { DataError } from "../core/errors.ts";
import { floats } from "../core/floats.ts";
import { type Column, featureNamesOf, fillColumn, widthOf } from "./columns.ts";
import { type Dataset, frozenDataset } from "./dataset.ts";
import type { ColumnValues, GrowingColumn } from "./growingColumn.ts";
import { nameText } from "./namesText.ts";

/** The data set that the columns make; with `fill`, missing inputs become their column's mean. */
export function datasetOf(
  growing: readonly GrowingColumn[],
  target: string,
  task: "auto" | "classification" | "regression",
  fill: boolean,
): { data: Dataset; columns: Column[] } {
  const columns: Column[] = [];
  const values: ColumnValues[] = [];
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
  const inputs = floats("csv", rows * features);
  let at = 0;
  for (const [index, column] of columns.entries()) {
    if (column.kind === "target") continue;
    for (let r = 0; r < rows; r++) fillColumn(inputs, r * features + at, column, values[index][r]);
    at += widthOf(column);
    values[index] = new Float32Array(0); // given back before the next one is copied
  }
  const featureNames = featureNamesOf(columns);
  const data = { inputs, targets, rows, features, outputs: 1, featureNames, ...(classes && { classes }) };
  return { data: frozenDataset(data), columns };
}

/** The mean of the values that are there; for texts, each category's share of them. */
function meanOf(name: string, values: ColumnValues, categories: readonly string[] | undefined): number | number[] {
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
      where: `csv, column "${nameText(name)}"`,
      expected: "at least one value",
      hint: `It has none: read with ignore: ["${nameText(name)}"].`,
      remedies: [{ set: "ignore", to: [name] }],
    });
  return categories === undefined ? sums[0] / count : [...sums.map((sum) => sum / count)];
}

/** The targets, as numbers of classes where they are classes. */
function readTarget(
  { name, kind }: GrowingColumn,
  read: { readonly values: ColumnValues; readonly categories: string[] },
  task: "auto" | "classification" | "regression",
): { targets: ColumnValues; classes: string[] | undefined } {
  if (kind === "text") {
    if (task !== "regression") return { targets: read.values, classes: read.categories };
    throw new DataError({
      where: `csv, column "${nameText(name)}"`,
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
