// Parquet's deltas of whole numbers ("DELTA_BINARY_PACKED"): walked before they are decoded, and decoded where they are lengths.
import { TableFault } from "./tableFault.ts";

const cut = () => new TableFault("differences of whole numbers are cut off");

/** Reads the parts of blocks; each read is compared with the end of the bytes. */
class DeltaReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  at: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.#bytes = bytes;
    this.#end = end;
    this.at = at;
  }

  /** A number in groups of seven bits, at most `groups` of them, modulo 2⁴⁹. */
  varint(groups: number): number {
    let value = 0;
    for (let i = 0; i < groups; i++) {
      if (this.at >= this.#end) throw cut();
      const byte = this.#bytes[this.at++];
      if (i < 7) value += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) return value;
    }
    throw new TableFault("a whole number has too many bits");
  }

  /** @returns where these bytes begin */
  skip(length: number): number {
    if (this.at + length > this.#end) throw cut();
    this.at += length;
    return this.at - length;
  }

  /** `width` bits from bit `bit` after `from`, the lowest 32 of them. */
  bits(from: number, bit: number, width: number): number {
    let value = 0;
    for (let i = 0; i < Math.min(width, 32); i++) {
      const position = bit + i;
      value |= ((this.#bytes[from + (position >> 3)] >> (position & 7)) & 1) << i;
    }
    return value;
  }

  byte(at: number): number {
    return this.#bytes[at];
  }
}

const zigzag = (value: number) => ((value / 2) | 0) ^ -(value % 2);

/** Blocks of differences: how they are cut, and how many values they say they are. */
function headOf(reader: DeltaReader) {
  const block = reader.varint(5);
  const miniblocks = reader.varint(5);
  const total = reader.varint(5);
  const first = zigzag(reader.varint(10));
  return { block, miniblocks, total, first };
}

/**
 * Walks `count` values whose differences have at most `widest` bits; with `values`, decodes them, modulo 2³².
 *
 *   | values per block | miniblocks per block | values in all | first value | blocks: least difference, widths, miniblocks |
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTAENC
 * @returns where they end
 */
export function checkDeltas(
  bytes: Uint8Array,
  [from, end]: readonly [number, number],
  { count, widest, values }: { count: number; widest: number; values?: Int32Array },
): number {
  const reader = new DeltaReader(bytes, from, end);
  const { block, miniblocks, total, first } = headOf(reader);
  if (total !== count)
    throw new TableFault(`${total} differences of whole numbers stand where ${count} values are announced`);
  if (count === 0) return reader.at;
  const size = block / miniblocks;
  if (!(size > 0) || size % 32 !== 0) throw new TableFault(`blocks of ${block} differences have ${miniblocks} parts`);
  let value = first;
  if (values) values[0] = value;
  for (let at = 1; at < count; ) {
    const least = zigzag(reader.varint(10));
    const widths = reader.skip(miniblocks);
    for (let i = 0; i < miniblocks && at < count; i++) {
      const width = reader.byte(widths + i);
      if (width > widest) throw new TableFault(`differences have ${width} bits where ${widest} are the most`);
      const data = reader.skip((size * width) / 8);
      const last = Math.min(count, at + size);
      if (!values) at = last;
      else
        for (let bit = 0; at < last; at++, bit += width) {
          value = (value + least + reader.bits(data, bit, width)) | 0;
          values[at] = value;
        }
    }
  }
  return reader.at;
}

/** `count` lengths, none of them below 0. @returns them, and where they end */
export function deltaLengths(bytes: Uint8Array, from: number, count: number): { lengths: Int32Array; end: number } {
  const lengths = new Int32Array(count);
  const end = checkDeltas(bytes, [from, bytes.length], { count, widest: 32, values: lengths });
  const wrong = lengths.find((length) => length < 0);
  if (wrong !== undefined) throw new TableFault(`a length is ${wrong}`);
  return { lengths, end };
}
