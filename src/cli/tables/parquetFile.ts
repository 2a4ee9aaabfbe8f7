// What a Parquet file says of itself, compared with the file: its columns, and where each row group has their bytes.

import { type FileMetaData, parquetMetadata, type RowGroup, type SchemaElement } from "hyparquet";
import type { FileBytes } from "../fileBytes.ts";
import { TableFault } from "./tableFault.ts";
import { ThriftReader, type ThriftStruct, type ThriftValue } from "./thrift.ts";

/** One column's values in one row group. */
export interface ParquetChunk {
  readonly column: SchemaElement;
  readonly codec: string;
  readonly rows: number;
  /** its bytes in the file */
  readonly from: number;
  readonly to: number;
}

export interface ParquetFile {
  readonly names: readonly string[];
  readonly groups: readonly { readonly rows: number; readonly chunks: readonly ParquetChunk[] }[];
}

const LONGEST_DECIMAL = 64; // bytes; 76 digits, the most that other programs have, need 32
const LONGEST_STATISTIC = 1 << 16; // bytes
const TEXT = 6; // the type of texts, by the number that Parquet gives it
const unread = ["BSON", "INTERVAL", "GEOMETRY", "GEOGRAPHY", "VARIANT"];

/** @throws {TableFault} where it is no whole number from 0 to 2⁵³ − 1 */
function wholeNumber(value: unknown, what: string): number {
  const number = typeof value === "bigint" || typeof value === "number" ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number) || number < 0) throw new TableFault(`${what} is no number that can be`);
  return number;
}

const listIn = (fields: ThriftStruct, field: number) => {
  const list = fields.get(field);
  return Array.isArray(list) ? (list as readonly ThriftValue[]).filter((part) => part instanceof Map) : [];
};

/** Least and greatest values: of a decimal the library makes one number, byte by byte, in time that grows with the square of their length. */
function checkStatistics(footer: ThriftStruct): void {
  const types = listIn(footer, 2).flatMap((element) => element.get(1) ?? []);
  for (const group of listIn(footer, 4))
    for (const [i, chunk] of listIn(group, 1).entries()) {
      const column = chunk.get(3);
      const statistics = column instanceof Map ? column.get(12) : undefined;
      if (!(statistics instanceof Map) || types[i] === TEXT) continue;
      for (const value of statistics.values())
        if (value instanceof Uint8Array && value.length > LONGEST_STATISTIC)
          throw new TableFault(`the least or greatest value of a column has ${value.length} bytes`);
    }
}

/** The last bytes: what the file says of itself, its length (4 bytes), "PAR1". */
async function footerOf(file: FileBytes, size: number): Promise<{ metadata: FileMetaData; end: number }> {
  if (size < 12) throw new TableFault(`it has ${size} bytes`);
  const tail = await file.read(size - 8, 8);
  const magic = Buffer.from(tail.subarray(4)).toString("latin1");
  if (magic === "PARE") throw new TableFault("it is encrypted", "Save it without encryption.");
  if (magic !== "PAR1") throw new TableFault("it does not end as such a file does");
  const length = new DataView(tail.buffer).getUint32(0, true);
  const end = size - 8 - length;
  if (end < 4) throw new TableFault(`its last part should have ${length} bytes, but the file has ${size}`);
  const footer = await file.read(end, length + 8);
  checkStatistics(new ThriftReader(footer.subarray(0, length)).struct());
  return { metadata: parquetMetadata(footer), end };
}

/** @throws {TableFault} on a type of column that is not read, and on one that cannot be */
function checkColumn({ name, type, type_length, scale, converted_type, logical_type, ...element }: SchemaElement) {
  if (typeof name !== "string") throw new TableFault("a column has no name");
  const hint = "Only numbers, texts, dates and truth values can be read. Leave the column out when you save the table.";
  if (element.num_children || element.repetition_type === "REPEATED")
    throw new TableFault(`column "${name}" holds lists or structures`, hint);
  const kind = unread.find((word) => word === converted_type || word === logical_type?.type);
  if (kind !== undefined) throw new TableFault(`column "${name}" is of type ${kind}`, hint);
  if (type === undefined || element.repetition_type === undefined) throw new TableFault(`column "${name}" has no type`);
  const length = type === "FIXED_LEN_BYTE_ARRAY" ? wholeNumber(type_length, `the length of column "${name}"`) : 1;
  const isDecimal = converted_type === "DECIMAL";
  if (length === 0 || (isDecimal && length > LONGEST_DECIMAL))
    throw new TableFault(`column "${name}" has values of ${length} bytes`);
  if (isDecimal && wholeNumber(scale ?? 0, `the scale of column "${name}"`) > 8 * LONGEST_DECIMAL)
    throw new TableFault(`column "${name}" has ${scale} decimals`);
}

/** The columns of a table without structures. */
function columnsOf({ schema }: FileMetaData): readonly SchemaElement[] {
  const [root, ...columns] = schema;
  columns.forEach(checkColumn);
  if (columns.length === 0) throw new TableFault("it has no columns", "Save a table with columns.");
  if (root.num_children !== columns.length)
    throw new TableFault(`it has ${columns.length} columns where another number is announced`);
  return columns;
}

/** The chunks of a row group, each within the first `end` bytes of the file. */
function chunksOf({ columns: chunks }: RowGroup, columns: readonly SchemaElement[], rows: number, end: number) {
  if (chunks.length !== columns.length)
    throw new TableFault(`a row group has ${chunks.length} columns where the table has ${columns.length}`);
  return columns.map((column, i): ParquetChunk => {
    const { file_path, meta_data: chunk } = chunks[i];
    const name = `column "${column.name}"`;
    if (file_path) throw new TableFault(`${name} lies in another file`, "Save the table as one file.");
    if (chunk === undefined) throw new TableFault(`${name} is encrypted or not there`);
    if (chunk.type !== column.type || chunk.path_in_schema.join(".") !== column.name)
      throw new TableFault(`${name} stands where another column was announced`);
    const values = wholeNumber(chunk.num_values, `the number of values of ${name}`);
    if (values !== rows) throw new TableFault(`${name} has ${values} values where its row group has ${rows} rows`);
    const from = wholeNumber(chunk.dictionary_page_offset || chunk.data_page_offset, `the place of ${name}`);
    const to = from + wholeNumber(chunk.total_compressed_size, `the length of ${name}`);
    if (from < 4 || to > end) throw new TableFault(`${name} lies outside of the file's data`);
    return { column, codec: String(chunk.codec), rows, from, to };
  });
}

/** @throws {TableFault} where what the file says of itself cannot be */
export async function parquetFile(file: FileBytes): Promise<ParquetFile> {
  const { size } = file;
  const { metadata, end } = await footerOf(file, size);
  const columns = columnsOf(metadata);
  const groups = metadata.row_groups.map((group) => {
    const rows = wholeNumber(group.num_rows, "the number of rows of a row group");
    return { rows, chunks: rows === 0 ? [] : chunksOf(group, columns, rows, end) };
  });
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (rows !== wholeNumber(metadata.num_rows, "the number of rows"))
    throw new TableFault(`its row groups have ${rows} rows where ${metadata.num_rows} are announced`);
  return { names: columns.map(({ name }) => name), groups };
}
