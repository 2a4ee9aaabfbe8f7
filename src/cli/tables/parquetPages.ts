// The pages of a column in a row group of a Parquet file: their heads, compared with each other and with what the file has.
import type { FileBytes } from "../fileBytes.ts";
import type { ParquetChunk } from "./parquetFile.ts";
import { TableFault } from "./tableFault.ts";
import { ThriftReader, type ThriftStruct } from "./thrift.ts";

export interface ParquetPage {
  readonly isDictionary: boolean;
  /** its head in the file, and its bytes behind that */
  readonly at: number;
  readonly headBytes: number;
  readonly bytes: number;
  /** bytes when unpacked, levels among them */
  readonly unpackedBytes: number;
  /** its values, nulls among them; each is one row's */
  readonly values: number;
  /** by the number that Parquet gives it */
  readonly encoding: number;
  /** of the page's bytes; absent where none was written */
  readonly checksum?: number;
  /** the group's rows before it */
  readonly firstRow: number;
  /** of the second version of pages: nulls, bytes of levels (which are never packed), whether the rest is packed */
  readonly second?: { readonly nulls: number; readonly levelBytes: number; readonly isPacked: boolean };
}

const WINDOW = 1 << 16; // bytes read at once for heads
const DATA = 0;
const DICTIONARY = 2;
const DATA_SECOND = 3;
const RLE = 3;

/** The field of a page's head. @throws {TableFault} where it is no whole number from 0 to 2³¹ − 1 */
function count(fields: ThriftStruct, field: number, what: string): number {
  const value = fields.get(field);
  if (typeof value !== "number" || !(value >= 0)) throw new TableFault(`a page does not say ${what}`);
  return value;
}

function part(fields: ThriftStruct, field: number): ThriftStruct {
  const value = fields.get(field);
  if (!(value instanceof Map)) throw new TableFault("a page lacks a part of its head");
  return value;
}

function secondOf(head: ThriftStruct, values: number) {
  const nulls = count(head, 2, "how many values are missing");
  if (count(head, 3, "how many rows it has") !== values || nulls > values)
    throw new TableFault(`a page of ${values} rows has another number of values`);
  if (count(head, 6, "the length of its levels") !== 0) throw new TableFault("a column of single values has lists");
  return { nulls, levelBytes: count(head, 5, "the length of its levels"), isPacked: head.get(7) !== false };
}

/** A page from its head at `at`; undefined for what is neither values nor dictionary. */
function pageOf(fields: ThriftStruct, at: number, headBytes: number, firstRow: number): ParquetPage | undefined {
  const type = count(fields, 1, "what it is");
  if (![DATA, DICTIONARY, DATA_SECOND].includes(type)) return undefined;
  const isDictionary = type === DICTIONARY;
  const head = part(fields, { [DATA]: 5, [DICTIONARY]: 7, [DATA_SECOND]: 8 }[type] as number);
  const values = count(head, 1, "how many values it has");
  const encoding = count(head, type === DATA_SECOND ? 4 : 2, "how its values are written");
  if (type === DATA && head.get(3) !== RLE) throw new TableFault("missing values are marked in a way that is not read");
  const checksum = fields.get(4);
  const second = type === DATA_SECOND ? secondOf(head, values) : undefined;
  const bytes = count(fields, 3, "its length");
  const unpackedBytes = count(fields, 2, "its length when unpacked");
  if (second !== undefined && second.levelBytes > Math.min(bytes, unpackedBytes))
    throw new TableFault(`a page of ${bytes} bytes has ${second.levelBytes} bytes of levels`);
  return {
    isDictionary,
    at,
    headBytes,
    bytes,
    unpackedBytes,
    values,
    encoding,
    ...(typeof checksum === "number" && { checksum: checksum >>> 0 }),
    firstRow,
    ...(second && { second }),
  };
}

/** The pages of a chunk, in the order of its rows; a dictionary is the first. @throws {TableFault} where they are not those of its rows */
export async function pagesOf(file: FileBytes, { from, to, rows }: ParquetChunk): Promise<readonly ParquetPage[]> {
  let window: { readonly at: number; readonly bytes: Uint8Array } = { at: from, bytes: new Uint8Array() };
  const headAt = async (at: number) => {
    for (let length = WINDOW; ; length *= 16) {
      const isLast = window.at + window.bytes.length === to;
      if (at >= window.at && (isLast || at + WINDOW / 16 < window.at + window.bytes.length))
        try {
          const reader = new ThriftReader(window.bytes, at - window.at);
          const fields = reader.struct();
          return { fields, length: window.at + reader.at - at };
        } catch (error) {
          if (isLast || !(error instanceof TableFault)) throw error;
        }
      window = { at, bytes: await file.read(at, Math.min(length, to - at)) };
    }
  };
  const pages: ParquetPage[] = [];
  let row = 0;
  for (let at = from; row < rows; ) {
    const { fields, length } = await headAt(at);
    const page = pageOf(fields, at, length, row);
    at += length + count(fields, 3, "its length");
    if (at > to) throw new TableFault("a page is longer than its column");
    if (page === undefined) continue;
    if (page.isDictionary && pages.length > 0) throw new TableFault("a dictionary stands behind the values it is for");
    pages.push(page);
    if (!page.isDictionary) row += page.values;
  }
  if (row !== rows) throw new TableFault(`its pages have ${row} values where ${rows} are announced`);
  return pages;
}
