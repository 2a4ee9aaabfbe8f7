// Packed bytes of Parquet and Arrow, unpacked to the length that their file announces, and to no byte more.
import * as zlib from "node:zlib";
import { lz4Block, lz4Frame } from "./lz4.ts";
import { snappyBlock } from "./snappy.ts";
import { TableFault } from "./tableFault.ts";

interface Codec {
  readonly name: string;
  /** The most bytes that one packed byte can give; absent where there is no such limit. */
  readonly most?: number;
  /** Absent where this Node has it not. */
  readonly unpack?: (bytes: Uint8Array, size: number) => Uint8Array;
}

/** Node's own Zstandard came with 22.15. */
const { zstdDecompressSync } = zlib as {
  zstdDecompressSync?: (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;
};

/** What Node unpacks, ended where it would be longer than `size`. */
const limited =
  (unpack: (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array) =>
  (bytes: Uint8Array, size: number) =>
    unpack(bytes, { maxOutputLength: Math.max(1, size) });

const codecs: Readonly<Record<string, Codec>> = {
  UNCOMPRESSED: { name: "no codec", most: 1, unpack: (bytes) => bytes },
  SNAPPY: { name: "Snappy", most: 22, unpack: snappyBlock },
  GZIP: { name: "gzip", most: 1032, unpack: limited(zlib.gunzipSync) },
  BROTLI: { name: "Brotli", unpack: limited(zlib.brotliDecompressSync) },
  LZ4_RAW: { name: "LZ4", most: 255, unpack: lz4Block },
  LZ4_FRAME: { name: "LZ4", most: 255, unpack: lz4Frame },
  ZSTD: { name: "Zstandard", ...(zstdDecompressSync && { unpack: limited(zstdDecompressSync) }) },
};

/**
 * `bytes`, which are packed by `codec`, as the `size` bytes that they were.
 *
 * @throws {TableFault} where they give another number of bytes or cannot, and where the codec is not there
 */
export function unpack(codec: string, bytes: Uint8Array, size: number): Uint8Array {
  if (!Object.hasOwn(codecs, codec))
    throw new TableFault("it is packed in a way that is not read", 'Save it with compression "snappy" or "gzip".');
  const { name, most = Number.POSITIVE_INFINITY, unpack } = codecs[codec];
  if (unpack === undefined)
    throw new TableFault(
      `it is packed by ${name}, which this Node cannot unpack`,
      "Save it with another compression (Parquet: snappy, gzip; Arrow: lz4, none), or take Node 22.15 or later.",
    );
  if (!(size >= 0 && size <= bytes.length * most + 64))
    throw new TableFault(`${bytes.length} bytes packed by ${name} cannot give the ${size} that are announced`);
  let whole: Uint8Array;
  try {
    whole = unpack(bytes, size);
  } catch (error) {
    if (error instanceof TableFault) throw error;
    throw new TableFault(`bytes packed by ${name} cannot be unpacked`);
  }
  if (whole.length !== size)
    throw new TableFault(`bytes packed by ${name} give ${whole.length} bytes where ${size} are announced`);
  return whole;
}
