// A column in a row group of a Parquet file, some rows at a time: only the pages that hold them are read, and checked before they are decoded.

import { crc32 } from "node:zlib";
import { type FileMetaData, parquetScan } from "hyparquet";
import type { FileBytes } from "../fileBytes.ts";
import type { ParquetChunk } from "./parquetFile.ts";
import { type ParquetPage, pagesOf } from "./parquetPages.ts";
import { checkParquetDictionary, checkParquetValues } from "./parquetValues.ts";
import { inColumn, TableFault } from "./tableFault.ts";
import { unpack } from "./unpack.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new TableFault("a text has bytes that are no UTF-8", "Save the column as texts in UTF-8.");
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    throw new TableFault("a cell is no JSON", "Save the column as texts.");
  }
}

/** Pages without the rest of their file. */
interface Excerpt {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** pages unpacked, by where their packed bytes begin */
  readonly unpacked: ReadonlyMap<number, Uint8Array>;
}

export class ParquetColumn {
  readonly #file: FileBytes;
  readonly #chunk: ParquetChunk;
  #pages: readonly ParquetPage[] | undefined;

  constructor(file: FileBytes, chunk: ParquetChunk) {
    this.#file = file;
    this.#chunk = chunk;
  }

  /** The pages' bytes one behind the other, checked and unpacked. */
  async #excerpt(pages: readonly ParquetPage[]): Promise<Excerpt> {
    const { codec, column } = this.#chunk;
    const bytes = new Uint8Array(pages.reduce((sum, { headBytes, bytes }) => sum + headBytes + bytes, 0));
    const unpacked = new Map<number, Uint8Array>();
    let known: number | undefined;
    let end = 0;
    for (const page of pages) {
      const from = end + page.headBytes;
      const start = end;
      end = from + page.bytes;
      await this.#file.fill(bytes.subarray(start, end), page.at);
      const { second, checksum } = page;
      if (checksum !== undefined && second === undefined && crc32(bytes.subarray(from, end)) !== checksum)
        throw new TableFault("the checksum of a page is another");
      const levelBytes = second?.levelBytes ?? 0;
      const packed = bytes.subarray(from + levelBytes, end);
      const size = page.unpackedBytes - levelBytes;
      const whole = second?.isPacked === false || size + packed.length === 0 ? packed : unpack(codec, packed, size);
      unpacked.set(packed.byteOffset, whole);
      if (page.isDictionary) {
        checkParquetDictionary(column, page, whole);
        known = page.values;
      } else checkParquetValues(column, page, { bytes: whole, levels: bytes.subarray(from, from + levelBytes), known });
    }
    return { bytes, unpacked };
  }

  /** The values of rows `from` … `to` − 1 of the group. */
  async read(from: number, to: number): Promise<ArrayLike<unknown>> {
    const { column } = this.#chunk;
    try {
      this.#pages ??= await pagesOf(this.#file, this.#chunk);
      const pages = this.#pages.filter(
        ({ isDictionary, firstRow, values }) => isDictionary || (firstRow < to && firstRow + values > from),
      );
      const data = pages.filter(({ isDictionary }) => !isDictionary);
      const first = data[0].firstRow;
      const rows = data.reduce((sum, { values }) => sum + values, 0);
      const excerpt = await this.#excerpt(pages);
      const values = await this.#decoded(excerpt, rows, from - first, to - first);
      if (values.length !== to - from) throw new TableFault(`it gives ${values.length} values for ${to - from} rows`);
      return values;
    } catch (error) {
      throw inColumn(column.name, error);
    }
  }

  /** Rows of the excerpt, as a file of this one column whose pages are unpacked already. */
  async #decoded({ bytes, unpacked }: Excerpt, rows: number, rowStart: number, rowEnd: number) {
    const { column } = this.#chunk;
    const chunk = {
      type: column.type,
      path_in_schema: [column.name],
      codec: "GZIP", // a name by which the pages are asked for
      num_values: BigInt(rows),
      total_compressed_size: BigInt(bytes.length),
      data_page_offset: 0n,
    };
    const metadata = {
      schema: [{ name: "", num_children: 1 }, column],
      num_rows: BigInt(rows),
      row_groups: [{ num_rows: BigInt(rows), columns: [{ meta_data: chunk }] }],
    } as unknown as FileMetaData;
    const { readColumn } = await parquetScan({
      file: { byteLength: bytes.length, slice: () => bytes.buffer },
      metadata,
      compressors: { GZIP: ({ byteOffset }) => unpacked.get(byteOffset) as Uint8Array },
      parsers: { stringFromBytes: textOf, jsonFromBytes: jsonOf },
      useOffsetIndex: false,
    });
    return readColumn({ column: column.name, rowStart, rowEnd });
  }
}
