// LZ4 unpacked: blocks as in Parquet, frames as in Arrow (what pandas' to_feather writes).
import { copyBack } from "./copyBack.ts";
import { TableFault } from "./tableFault.ts";

const cut = () => new TableFault("bytes packed with LZ4 are cut off");

/** Appends one block to `to` from `at` on. @returns where it ends */
function unpackBlock(from: Uint8Array, to: Uint8Array, at: number): number {
  let i = 0;
  let end = at;
  /** A length of 15 goes on in the bytes that follow, as long as they are 255. */
  const lengthOf = (nibble: number) => {
    let length = nibble;
    for (let more = nibble === 15 ? 255 : 0; more === 255; length += more) {
      if (i >= from.length) throw cut();
      more = from[i++];
    }
    return length;
  };
  while (i < from.length) {
    const token = from[i++];
    const literals = lengthOf(token >> 4);
    if (i + literals > from.length || end + literals > to.length) throw cut();
    to.set(from.subarray(i, i + literals), end);
    i += literals;
    end += literals;
    if (i >= from.length) break; // the last sequence is literals alone
    if (i + 2 > from.length) throw cut();
    const offset = from[i] | (from[i + 1] << 8);
    i += 2;
    end = copyBack(to, end, offset, lengthOf(token & 15) + 4);
  }
  return end;
}

/** @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md */
export function lz4Block(bytes: Uint8Array, size: number): Uint8Array {
  const to = new Uint8Array(size);
  if (unpackBlock(bytes, to, 0) !== size) throw cut();
  return to;
}

/**
 *   | magic 0x184d2204 | flags, block size [, content size, 8 bytes] [, dictionary, 4] , checksum | blocks | 0, 4 bytes |
 *
 * Each block: its length (4 bytes; the highest bit: not packed), bytes [, checksum]. Checksums are not compared.
 *
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export function lz4Frame(bytes: Uint8Array, size: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wordAt = (at: number) => {
    if (at + 4 > bytes.length) throw cut();
    return view.getUint32(at, true);
  };
  if (wordAt(0) !== 0x184d2204) throw new TableFault("bytes packed with LZ4 do not begin as such");
  const flags = bytes[4];
  const to = new Uint8Array(size);
  let at = 7 + (flags & 8 ? 8 : 0) + (flags & 1 ? 4 : 0);
  let end = 0;
  for (;;) {
    const head = wordAt(at);
    at += 4;
    if (head === 0) break;
    const length = head & 0x7fffffff;
    if (at + length > bytes.length) throw cut();
    const block = bytes.subarray(at, at + length);
    at += length + (flags & 16 ? 4 : 0);
    if (head >>> 31) {
      if (end + length > size) throw cut();
      to.set(block, end);
      end += length;
    } else end = unpackBlock(block, to, end);
  }
  if (end !== size) throw cut();
  return to;
}
