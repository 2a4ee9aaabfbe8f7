// LZ4 unpacked: blocks as in Parquet, frames as in Arrow (what pandas' to_feather writes).

/** Appends one block to `to` from `at` on. @returns where it ends */
function unpackBlock(from: Uint8Array, to: Uint8Array, at: number): number {
  let i = 0;
  let end = at;
  /** A length of 15 goes on in the bytes that follow, as long as they are 255. */
  const lengthOf = (nibble: number) => {
    let length = nibble;
    if (nibble === 15) {
      let more: number;
      do {
        more = from[i++];
        length += more;
      } while (more === 255);
    }
    return length;
  };
  while (i < from.length) {
    const token = from[i++];
    const literals = lengthOf(token >> 4);
    if (i + literals > from.length || end + literals > to.length) throw new RangeError("damaged LZ4 data");
    to.set(from.subarray(i, i + literals), end);
    i += literals;
    end += literals;
    if (i >= from.length) break; // the last sequence is literals alone
    const offset = from[i] | (from[i + 1] << 8);
    i += 2;
    const length = lengthOf(token & 15) + 4;
    if (offset === 0 || offset > end || !(end + length <= to.length)) throw new RangeError("damaged LZ4 data");
    for (let k = 0; k < length; k++, end++) to[end] = to[end - offset]; // may overlap: repeats
  }
  return end;
}

/** @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md */
export function lz4Block(bytes: Uint8Array, size: number): Uint8Array {
  const to = new Uint8Array(size);
  if (unpackBlock(bytes, to, 0) !== size) throw new RangeError("damaged LZ4 data");
  return to;
}

/**
 *   | magic 0x184d2204 | flags, block size [, content size, 8 bytes] [, dictionary, 4] , checksum | blocks | 0, 4 bytes |
 *
 * Each block: its length (4 bytes; the highest bit: not packed), bytes [, checksum]. Checksums are not compared.
 *
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export function lz4Frame(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== 0x184d2204) throw new RangeError("no LZ4 frame");
  const [flags, sizes] = [bytes[4], bytes[5]];
  const most = 1 << (8 + 2 * ((sizes >> 4) & 7)); // 4: 64 KB … 7: 4 MB
  let at = 7 + (flags & 8 ? 8 : 0) + (flags & 1 ? 4 : 0);
  let to = new Uint8Array(flags & 8 ? Number(view.getBigUint64(6, true)) : 4 * bytes.length + most);
  let end = 0;
  for (;;) {
    const length = view.getUint32(at, true);
    at += 4;
    if (length === 0) return to.subarray(0, end);
    const packed = bytes.subarray(at, at + (length & 0x7fffffff));
    at += packed.length + (flags & 16 ? 4 : 0);
    if (!(flags & 8) && end + most > to.length) {
      const larger = new Uint8Array(2 * to.length + most);
      larger.set(to);
      to = larger;
    }
    if (length >>> 31) {
      to.set(packed, end);
      end += packed.length;
    } else end = unpackBlock(packed, to, end);
  }
}
