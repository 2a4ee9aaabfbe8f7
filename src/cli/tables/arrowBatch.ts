// A batch of an Arrow table before the library decodes it: its counts and the stretches of its body, compared with that body.
import { type ArrowSchema, kinds } from "./arrowSchema.ts";
import { checkArrowTexts, checkViewedTexts } from "./arrowTexts.ts";
import type { FlatTable } from "./flatTable.ts";
import { TableFault } from "./tableFault.ts";
import { unpack } from "./unpack.ts";

/** The codecs, by the numbers that Arrow gives them. */
export const arrowCodecs = ["LZ4_FRAME", "ZSTD"];
const MOST_ROWS = 2 ** 31 - 1; // what the format allows

interface ArrowBatch {
  readonly rows: number;
  readonly regions: number;
  /** bytes of a stretch when unpacked */
  sizeOf(region: number): number;
  /** a stretch, unpacked */
  bytesOf(region: number): Uint8Array;
}

/** @throws {TableFault} where a count or a stretch is none that can be */
export function arrowBatch(batch: FlatTable, body: Uint8Array): ArrowBatch {
  const rows = batch.long(4);
  const nodes = batch.longs(6, 16, [0, 8]);
  if (rows > MOST_ROWS || nodes.some(([length, nulls]) => length > MOST_ROWS || nulls > length))
    throw new TableFault(`a batch has ${rows} rows`);
  const regions = batch.longs(8, 16, [0, 8]);
  const compression = batch.table(10);
  const codec = compression && arrowCodecs[compression.byte(4)];
  if (compression && (codec === undefined || compression.byte(6) !== 0))
    throw new TableFault("it is packed in a way that is not read", 'Save it with compression "lz4" or none.');
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  for (const [at, length] of regions)
    if (at + length > body.length || (codec && length > 0 && length < 8))
      throw new TableFault(`${length} bytes at ${at} of ${body.length} are announced`);
  if (batch.longs(12, 8, [0]).some(([count]) => count > regions.length))
    throw new TableFault("a column has more buffers than there are");
  const sizeOf = (region: number) => {
    const [at, length] = regions[region] ?? [0, 0];
    if (!codec || length === 0) return length;
    const size = Number(view.getBigInt64(at, true)); // −1: as it is
    return size === -1 ? length - 8 : size;
  };
  const bytesOf = (region: number) => {
    const [at, length] = regions[region] ?? [0, 0];
    if (!codec || length === 0) return body.subarray(at, at + length);
    const packed = body.subarray(at + 8, at + length);
    return view.getBigInt64(at, true) === -1n ? packed : unpack(codec, packed, sizeOf(region));
  };
  return { rows, regions: regions.length, sizeOf, bytesOf };
}

/** The values of a dictionary, all of which the library decodes at once. @returns its number, and whether it goes on with one of before */
export function checkArrowDictionary(dictionary: FlatTable, body: Uint8Array, { dictionaries }: ArrowSchema) {
  const id = dictionary.long(4);
  const values = dictionary.table(6);
  const kind = dictionaries.get(id);
  if (values === undefined || kind === undefined) throw new TableFault(`no column has dictionary ${id}`);
  const { rows, regions, sizeOf, bytesOf } = arrowBatch(values, body);
  const [first] = values.longs(6, 16, [0]);
  const bytes = Array.from({ length: regions }, (_, region) => sizeOf(region)).reduce((sum, size) => sum + size, 0);
  if (first?.[0] !== rows || rows > 8 * bytes)
    throw new TableFault(`a dictionary of ${rows} values has ${bytes} bytes`);
  if (kind === kinds.text || kind === kinds.longText)
    checkArrowTexts(bytesOf(1), kind === kinds.text ? 4 : 8, rows, bytesOf(2));
  if (kind === kinds.viewedText) {
    const buffers = Array.from({ length: Math.max(0, regions - 2) }, (_, i) => bytesOf(i + 2));
    if (checkViewedTexts(bytesOf(1), rows, buffers, () => true) > 4 * bytes)
      throw new TableFault("the texts of a dictionary lie upon each other");
  }
  return { id, goesOn: dictionary.byte(8) !== 0 };
}
