// Arrow IPC files and streams (Feather too) as rows. Loaded when one is read.
import { readFile } from "node:fs/promises";
import * as zlib from "node:zlib";
import { type Codec, CompressionType, setCompressionCodec, tableFromIPC } from "@uwdata/flechette";
import type { RowBatch } from "../../data/rows.ts";
import { Failure } from "../failure.ts";
import { lz4Frame } from "./lz4.ts";
import { rowBatches } from "./rowBatches.ts";

/** Node's own Zstandard came with 22.15. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array };
const reading = (decode: (bytes: Uint8Array) => Uint8Array): Codec => ({ decode, encode: (bytes) => bytes });
setCompressionCodec(CompressionType.LZ4_FRAME, reading(lz4Frame));
if (zstdDecompressSync) setCompressionCodec(CompressionType.ZSTD, reading(zstdDecompressSync));

export async function* arrowRows(path: string): AsyncGenerator<RowBatch> {
  const bytes = await readFile(path);
  try {
    const table = tableFromIPC(bytes, { useBigInt: true });
    const names = table.names as string[];
    const columns = names.map((_, at) => table.getChildAt(at));
    yield { rows: [names] };
    yield* rowBatches(names.length, table.numRows, (row, column) => columns[column].at(row));
  } catch (error) {
    const { message } = error as Error;
    const hint = message.includes("codec")
      ? ' Save it with compression "lz4" or none, or take Node 22.15 or later.'
      : "";
    throw new Failure(`${path}: it cannot be read as Arrow (${message}).${hint}`);
  }
}
