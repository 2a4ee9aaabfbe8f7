// Data to train on, and in words what was read. Knows no network.
import { cut } from "../core/visible.ts";
import { builtin } from "../data/builtin.ts";
import type { Column } from "../data/columns.ts";
import { type Dataset, frozenDataset } from "../data/dataset.ts";
import { namesText, nameText } from "../data/namesText.ts";
import { readRows } from "../data/readRows.ts";
import { figure } from "../diagnosis/figure.ts";
import { Failure } from "./failure.ts";
import { labelledImages } from "./images.ts";
import type { Settings } from "./settings.ts";
import { headerOf, type TableSource } from "./source.ts";
import { tableText } from "./tableText.ts";

export interface Loaded {
  readonly data: Dataset;
  readonly columns: readonly Column[];
  readonly source: TableSource;
  readonly target: string;
  /** rows of the file, those left out included; absent where none can be left out */
  readonly fileRows?: number;
}

/** Columns for data that came without: all numbers, then the target. */
function columnsFor(data: Dataset, target: string): Column[] {
  const names = data.featureNames ?? Array.from({ length: data.features }, (_, i) => `x${i}`);
  return [
    ...names.map((name) => ({ name, kind: "number" as const, missing: 0 })),
    { name: target, kind: "target", ...(data.classes && { categories: data.classes }), missing: 0 },
  ];
}

async function loadColumns(source: TableSource & { kind: "table" }, settings: Settings): Promise<Loaded> {
  const { task, missing, ignore } = settings;
  let { target } = settings;
  if (target === undefined) {
    const names = source.name === "standard input" ? [] : ((await headerOf(source)) ?? []);
    if (source.format === "NumPy" && names.includes("y")) target = "y";
    else {
      const listed = names.length > 0 ? `, one of ${namesText(names)}` : "";
      throw new Failure(`--target: name the column to predict${listed}.`);
    }
  }
  const { data, columns, rowsRead } = await readRows(source.open(), { target, task, missing, ignore });
  return { data, columns, source, target, fileRows: rowsRead };
}

async function loadPlain(source: Exclude<TableSource, { kind: "table" }>, settings: Settings): Promise<Loaded> {
  const data =
    source.kind === "builtin" ? await builtin(source.name) : await labelledImages(source.path, settings.labels);
  const target = "target";
  if (settings.target !== undefined && settings.target !== target)
    throw new Failure(`--target: ${source.name} has its own target, called "target". Leave the flag out.`);
  if (settings.ignore.length > 0)
    throw new Failure(`--ignore: ${source.name} is no table whose columns could be left out. Leave the flag out.`);
  if (settings.task === "regression" && data.classes)
    throw new Failure(`--task: ${source.name} has classes (${namesText(data.classes, 5)}), which are no numbers.`);
  if (settings.task === "classification" && !data.classes)
    throw new Failure(`--task: ${source.name} has numbers to predict, not classes.`);
  return { data: frozenDataset(data), columns: columnsFor(data, target), source, target };
}

/** Reads what is to be trained on. @throws {Failure} also on data from which nothing can be learnt */
export async function loadTable(source: TableSource, settings: Settings): Promise<Loaded> {
  const loaded = source.kind === "table" ? await loadColumns(source, settings) : await loadPlain(source, settings);
  const { data, target } = loaded;
  const { name } = source;
  requirePoints(name, loaded.columns);
  if (data.classes && data.classes.length < 2)
    throw new Failure(
      `${name}: the target "${nameText(target)}" has one class only (${nameText(data.classes[0])}). There is nothing to tell apart.`,
    );
  if (!data.classes && data.targets.every((value) => value === data.targets[0]))
    throw new Failure(
      `${name}: the target "${nameText(target)}" is ${data.targets[0]} in every row. There is nothing to predict.`,
    );
  const { inputs, features } = data;
  if (inputs.every((value, i) => i < features || value === inputs[i % features]))
    throw new Failure(`${name}: every column but the target is constant. There is nothing to predict from.`);
  return loaded;
}

/** Lowest, mean and highest value of an input. */
function rangeOf({ inputs, features, rows }: Dataset, at: number): [number, number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let i = at; i < inputs.length; i += features) {
    low = Math.min(low, inputs[i]);
    high = Math.max(high, inputs[i]);
    sum += inputs[i];
  }
  return [low, sum / rows, high];
}

const MOST_COLUMNS = 16;
const MOST_LETTERS = 40;
/** The first texts of a column, as many as have room. */
function names(list: readonly string[]): string {
  const shown: string[] = [];
  for (const name of list.slice(0, 5)) {
    if (shown.length > 0 && [...shown, name].join(", ").length > MOST_LETTERS) break;
    shown.push(cut(name, MOST_LETTERS));
  }
  return shown.join(", ") + (shown.length < list.length ? `, … (${list.length})` : "");
}

/** What a reader should know of a text column: one text nearly per row is a name, from which nothing can be learnt. */
function textNote(texts: number, rows: number, missing: string): string {
  if (rows >= 20 && texts > 0.8 * rows) return "nearly every row has its own: --ignore it?";
  return missing;
}

/** 1,5 for 1.5 and 1,200 for 1200 would silently become texts, or classes. @throws {Failure} naming the column */
function requirePoints(name: string, columns: readonly Column[]): void {
  for (const column of columns) {
    const texts = column.kind === "number" ? [] : (column.categories ?? []);
    const comma = texts.find((text) => text.includes(","));
    if (comma === undefined || !texts.every((text) => /^\s*[+-]?\d+(,\d+)*\s*$/.test(text))) continue;
    throw new Failure(
      `${name}, column "${nameText(column.name)}": its numbers have commas (${nameText(comma)}). Write them without: 1.5 for 1,5, and 1200 for 1,200.`,
    );
  }
}

/** Task, columns, kinds, ranges, classes and rows left out, as lines of text. */
export function descriptionOf({ data, columns, source, target, fileRows }: Loaded): string[] {
  const { rows, features, classes } = data;
  const format = source.kind === "table" ? source.format : source.kind === "idx" ? "IDX" : "built in";
  const lines = [
    `${source.name} (${format}): ${rows.toLocaleString("en")} rows, ${features} input${features === 1 ? "" : "s"} from ${columns.length - 1} column${columns.length === 2 ? "" : "s"}`,
  ];
  if (fileRows !== undefined && fileRows > rows)
    lines.push(`${fileRows - rows} of ${fileRows} rows had missing values and were left out`);
  if (classes) {
    const counts = Array<number>(classes.length).fill(0);
    for (const label of data.targets) counts[label]++;
    const counted = classes.slice(0, 13).map((name, i) => `${cut(name, 30)} ${counts[i]}`);
    const heading = `task: classification of "${nameText(target)}" in ${classes.length} classes`;
    lines.push(`${heading}: ${namesText(counted, 12)}`);
  } else {
    const [low, mean, high] = rangeOf({ ...data, inputs: data.targets, features: 1 }, 0);
    lines.push(`task: regression of "${nameText(target)}", ${figure(low)} … ${figure(high)}, mean ${figure(mean)}`);
  }
  const table = [["column", "read as", "lowest", "mean", "highest", ""]];
  let at = 0;
  for (const column of columns) {
    if (column.kind === "target") continue;
    const missing = column.missing > 0 ? `${column.missing} missing` : "";
    if (column.kind === "text") {
      const note = textNote(column.categories.length, rows, missing);
      table.push([cut(column.name, MOST_LETTERS), `text: ${names(column.categories)}`, "", "", "", note]);
      at += column.categories.length;
    } else {
      const [low, mean, high] = rangeOf(data, at++);
      const note = low === high ? "constant: it tells nothing" : missing;
      table.push([cut(column.name, MOST_LETTERS), "number", figure(low), figure(mean), figure(high), note]);
    }
  }
  const more = table.length - 1 - MOST_COLUMNS;
  lines.push(...tableText(table.slice(0, MOST_COLUMNS + 1), [false, false, true, true, true, false]));
  if (more > 0) lines.push(`… and ${more} more columns`);
  return lines;
}
