// The columns of an Arrow table, as its schema says: checked before the library reads it.
import type { FlatTable } from "./flatTable.ts";
import { TableFault } from "./tableFault.ts";

/** Kinds of values, by the numbers that Arrow gives them. */
export const kinds = {
  nothing: 1,
  int: 2,
  float: 3,
  text: 5,
  truth: 6,
  decimal: 7,
  date: 8,
  time: 9,
  timestamp: 10,
  duration: 18,
  longText: 20,
  runs: 22,
  viewedText: 24,
} as const;

const known: readonly number[] = Object.values(kinds);
const MOST_DECIMALS = 76; // digits of 256 bits

export interface ArrowSchema {
  readonly names: readonly string[];
  /** kinds of the columns; of one with a dictionary its values' kind */
  readonly kinds: readonly number[];
  /** kinds of the dictionaries' values, by the dictionaries' numbers */
  readonly dictionaries: ReadonlyMap<number, number>;
}

/** Pairs of texts that anyone may add. */
function checkNotes(table: FlatTable, slot: number) {
  for (const pair of table.tables(slot)) for (const half of [4, 6]) pair.text(half);
}

/** @returns the kind of its values */
function checkField(field: FlatTable, column: string, dictionaries: Map<number, number>, isPart: boolean): number {
  const kind = field.byte(8);
  const of = field.table(10);
  checkNotes(field, 16);
  const children = field.tables(14);
  const isRuns = kind === kinds.runs && children.length === 2 && !isPart;
  if (!known.includes(kind) || (children.length > 0 && !isRuns) || (kind === kinds.runs && !isRuns))
    throw new TableFault(
      `column "${column}" holds lists, structures or bytes`,
      "Only numbers, texts, dates and truth values can be read. Leave the column out when you save the table.",
    );
  for (const child of children) {
    child.text(4);
    checkField(child, column, dictionaries, true);
  }
  const decimals = kind === kinds.decimal ? (of?.int(6) ?? 0) : 0;
  if (decimals < 0 || decimals > MOST_DECIMALS) throw new TableFault(`column "${column}" has ${decimals} decimals`);
  const dictionary = field.table(12);
  if (dictionary !== undefined) {
    if (kind === kinds.runs) throw new TableFault(`column "${column}" is a dictionary of runs`);
    dictionary.table(6);
    dictionaries.set(dictionary.long(4), kind);
  }
  return kind;
}

/** @throws {TableFault} on a schema that cannot be, and on columns that are not read */
export function arrowSchema(schema: FlatTable): ArrowSchema {
  if (schema.short(4) !== 0) throw new TableFault("its numbers are big-endian", "Save it on a little-endian machine.");
  checkNotes(schema, 8);
  const dictionaries = new Map<number, number>();
  const names: string[] = [];
  const columns = schema.tables(6).map((field) => {
    const name = field.text(4);
    if (name === undefined) throw new TableFault("a column has no name");
    names.push(name);
    return checkField(field, name, dictionaries, false);
  });
  if (columns.length === 0) throw new TableFault("it has no columns", "Save a table with columns.");
  return { names, kinds: columns, dictionaries };
}
