// The values in a page of a Parquet file: walked before they are decoded, so that each count and length is one that the page has.
import type { SchemaElement } from "hyparquet";
import { checkDeltas, deltaLengths } from "./deltas.ts";
import type { ParquetPage } from "./parquetPages.ts";
import { checkRuns } from "./runs.ts";
import { TableFault } from "./tableFault.ts";

const LONGEST_DECIMAL = 64; // bytes
/** Bytes of a value; texts have their lengths before them. */
const widths: Readonly<Record<string, number>> = { INT32: 4, INT64: 8, INT96: 12, FLOAT: 4, DOUBLE: 8 };
/** The encodings, by the numbers that Parquet gives them. */
const PLAIN = 0;
const RLE = 3;
const DELTA = 5;
const DELTA_LENGTH = 6;
const DELTA_TEXT = 7;
const SPLIT = 9;
const dictionaries = [2, 8];

const cut = () => new TableFault("the values of a page are cut off");

/** @throws {TableFault} where `count` values do not fit between `at` and the end */
function checkPlain(
  { type, type_length = 0, converted_type }: SchemaElement,
  bytes: Uint8Array,
  at: number,
  count: number,
) {
  if (type !== "BYTE_ARRAY") {
    const width = type === "BOOLEAN" ? 1 / 8 : (widths[type as string] ?? type_length);
    if (at + Math.ceil(count * width) > bytes.length) throw cut();
    return;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let next = at;
  for (let i = 0; i < count; i++) {
    if (next + 4 > bytes.length) throw cut();
    const length = view.getUint32(next, true);
    if (converted_type === "DECIMAL" && length > LONGEST_DECIMAL) throw new TableFault(`a number has ${length} bytes`);
    next += 4 + length;
    if (next > bytes.length) throw cut();
  }
}

/** Texts whose lengths stand before them all; with `sharing`, each may begin as the one before it does. */
function checkTexts(bytes: Uint8Array, at: number, count: number, sharing: boolean) {
  const prefixes = sharing ? deltaLengths(bytes, at, count) : undefined;
  const suffixes = deltaLengths(bytes, prefixes?.end ?? at, count);
  let before = 0;
  let next = suffixes.end;
  for (let i = 0; i < count; i++) {
    const common = prefixes?.lengths[i] ?? 0;
    if (common > before) throw new TableFault("a text begins as a longer one than there is");
    before = common + suffixes.lengths[i];
    next += suffixes.lengths[i];
  }
  if (next > bytes.length) throw cut();
}

/** Runs behind their length, 4 bytes. @returns where they end, and how many values are 1 */
function runsBehindLength(bytes: Uint8Array, at: number, count: number): { end: number; ones: number } {
  if (at + 4 > bytes.length) throw cut();
  const end = at + 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
  if (end > bytes.length) throw cut();
  return { end, ones: checkRuns(bytes, at + 4, end, 1, count) };
}

/** Which values are there: where their marks end, and how many there are. */
function presentIn(column: SchemaElement, page: ParquetPage, bytes: Uint8Array, levels: Uint8Array) {
  const { values, second } = page;
  if (column.repetition_type === "REQUIRED") {
    if (second !== undefined && second.nulls > 0) throw new TableFault("values are missing where none can");
    return { at: 0, present: values };
  }
  if (second === undefined) {
    const { end, ones } = runsBehindLength(bytes, 0, values);
    return { at: end, present: ones };
  }
  const present = checkRuns(levels, 0, levels.length, 1, values);
  if (present !== values - second.nulls)
    throw new TableFault(`${values - present} values are missing where ${second.nulls} should be`);
  return { at: 0, present };
}

export function checkParquetDictionary(
  column: SchemaElement,
  { values, encoding }: ParquetPage,
  bytes: Uint8Array,
): void {
  if (encoding !== PLAIN && encoding !== 2) throw new TableFault(`a dictionary is written in way ${encoding}`);
  checkPlain(column, bytes, 0, values);
}

/**
 * Holds the values of a page against its bytes.
 *
 * @param bytes   the page unpacked; of the second version without its levels
 * @param levels  of the second version, which of its values are there
 * @param known   how many values the dictionary has; undefined where there is none
 * @throws {TableFault} where one is no whole value
 */
export function checkParquetValues(
  column: SchemaElement,
  page: ParquetPage,
  { bytes, levels, known = 0 }: { bytes: Uint8Array; levels: Uint8Array; known: number | undefined },
): void {
  const { encoding } = page;
  const { type } = column;
  const { at, present } = presentIn(column, page, bytes, levels);
  const is = (...types: string[]) => types.includes(type as string);
  if (encoding === PLAIN) checkPlain(column, bytes, at, present);
  else if (dictionaries.includes(encoding) && !is("BOOLEAN")) {
    if (known === 0 && present > 0) throw new TableFault("values are numbers of a dictionary that is not there");
    if (at === bytes.length && present > 0) throw cut();
    if (present > 0) checkIndices(bytes, at, present, page.second !== undefined);
  } else if (encoding === RLE && is("BOOLEAN")) runsBehindLength(bytes, at, present);
  else if (encoding === DELTA && is("INT32", "INT64"))
    checkDeltas(bytes, [at, bytes.length], { count: present, widest: type === "INT32" ? 33 : 64 });
  else if (encoding === DELTA_LENGTH && is("BYTE_ARRAY")) checkTexts(bytes, at, present, false);
  else if (encoding === DELTA_TEXT && is("BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY")) checkTexts(bytes, at, present, true);
  else if (encoding === SPLIT && !is("BYTE_ARRAY", "BOOLEAN", "INT96")) checkPlain(column, bytes, at, present);
  else throw new TableFault(`values of type ${type} are written in way ${encoding}, which is not read`);
}

/** Numbers of entries of a dictionary; of width 0, the first page version has no runs. */
function checkIndices(bytes: Uint8Array, at: number, present: number, isSecond: boolean) {
  const width = bytes[at];
  if (width > 0 || isSecond) checkRuns(bytes, at + 1, bytes.length, width, present);
}
