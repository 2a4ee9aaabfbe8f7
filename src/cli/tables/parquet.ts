// Parquet files as rows, a batch at a time. Loaded when one is read.
import { open } from "node:fs/promises";
import * as zlib from "node:zlib";
import { parquetMetadataAsync, parquetScan, parquetSchema } from "hyparquet";
import type { RowBatch } from "../../data/rows.ts";
import { Failure } from "../failure.ts";
import { lz4Block } from "./lz4.ts";
import { rowBatches } from "./rowBatches.ts";

/** Rows that are unpacked at once: of a larger row group the pages before them are skipped again for each stretch. */
const STRETCH = 1 << 17;

/** Node's own unpacking; Snappy is in hyparquet itself. Zstandard came with Node 22.15. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array };
const compressors = {
  GZIP: (bytes: Uint8Array): Uint8Array => zlib.gunzipSync(bytes),
  BROTLI: (bytes: Uint8Array): Uint8Array => zlib.brotliDecompressSync(bytes),
  LZ4_RAW: lz4Block,
  ...(zstdDecompressSync && { ZSTD: (bytes: Uint8Array): Uint8Array => zstdDecompressSync(bytes) }),
};

/** Header and rows; memory is that of a stretch of rows. */
export async function* parquetRows(path: string): AsyncGenerator<RowBatch> {
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
    const names = parquetSchema(metadata).children.map(({ element }) => element.name);
    yield { rows: [names] };
    const { ranges, readColumn } = await parquetScan({ file, metadata, compressors });
    for (const { rowStart: groupStart, rowEnd: groupEnd } of ranges) {
      for (let rowStart = groupStart; rowStart < groupEnd; rowStart += STRETCH) {
        const rowEnd = Math.min(groupEnd, rowStart + STRETCH);
        const columns: ArrayLike<unknown>[] = [];
        for (const column of names) columns.push(await readColumn({ column, rowStart, rowEnd }));
        yield* rowBatches(names.length, rowEnd - rowStart, (row, column) => columns[column][row]);
      }
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
