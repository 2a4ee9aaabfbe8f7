// Parquet files as the text of a table, a stretch of rows at a time. Loaded when one is read; knows no target.
import { open } from "node:fs/promises";
import * as zlib from "node:zlib";
import { parquetMetadataAsync, parquetRead } from "hyparquet";
import { Failure } from "../failure.ts";
import { lz4Block } from "./lz4.ts";
import { headerText, rowsText } from "./rowsText.ts";

const ROWS = 1 << 14;

/** Node's own unpacking; Snappy is in hyparquet itself. Zstandard came with Node 22.15. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array };
const compressors = {
  GZIP: (bytes: Uint8Array): Uint8Array => zlib.gunzipSync(bytes),
  BROTLI: (bytes: Uint8Array): Uint8Array => zlib.brotliDecompressSync(bytes),
  LZ4_RAW: lz4Block,
  ...(zstdDecompressSync && { ZSTD: (bytes: Uint8Array): Uint8Array => zstdDecompressSync(bytes) }),
};

/** Header and rows as text; memory is that of a row group. */
export async function* parquetText(path: string): AsyncGenerator<string> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const file = {
      byteLength: size,
      async slice(from: number, to = size): Promise<ArrayBuffer> {
        const buffer = new ArrayBuffer(to - from);
        await handle.read(new Uint8Array(buffer), 0, to - from, from);
        return buffer;
      },
    };
    const metadata = await parquetMetadataAsync(file);
    const columns = metadata.schema.filter(({ num_children: children }) => !children).map(({ name }) => name);
    yield headerText(columns);
    const rows = Number(metadata.num_rows);
    for (let rowStart = 0; rowStart < rows; rowStart += ROWS) {
      const rowEnd = Math.min(rows, rowStart + ROWS);
      let read: readonly (readonly unknown[])[] = [];
      await parquetRead({
        file,
        metadata,
        columns,
        rowStart,
        rowEnd,
        compressors,
        onComplete: (found: readonly (readonly unknown[])[]) => {
          read = found;
        },
      });
      yield rowsText(read.length, columns.length, (row, column) => read[row][column]);
    }
  } catch (error) {
    if (error instanceof Failure || (error as NodeJS.ErrnoException).code) throw error;
    const { message } = error as Error;
    const hint = message.includes("codec")
      ? ' Save it with compression "snappy" or "gzip", or take Node 22.15 or later.'
      : "";
    throw new Failure(`${path}: it cannot be read as Parquet (${message}).${hint}`);
  } finally {
    await handle.close();
  }
}
