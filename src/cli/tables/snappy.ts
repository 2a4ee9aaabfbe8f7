// Snappy unpacked: raw blocks, as in Parquet.
import { copyBack } from "./copyBack.ts";
import { TableFault } from "./tableFault.ts";

const cut = () => new TableFault("bytes packed with Snappy are cut off");

/** The whole number of `length` bytes at `at`, the lowest first. */
function numberAt(from: Uint8Array, at: number, length: number): number {
  if (at + length > from.length) throw cut();
  let value = 0;
  for (let i = 0; i < length; i++) value += from[at + i] * 2 ** (8 * i);
  return value;
}

/**
 *   | length, in groups of 7 bits | tags: the lowest 2 bits are 0: literals; 1, 2, 3: a repeat whose offset has that many bytes (3: 4) |
 *
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 * @throws {TableFault} where the bytes are no block that gives `size` bytes
 */
export function snappyBlock(from: Uint8Array, size: number): Uint8Array {
  const to = new Uint8Array(size);
  let at = 0;
  let announced = 0;
  do announced += (numberAt(from, at, 1) & 127) * 2 ** (7 * at);
  while (from[at++] > 127 && at < 5);
  if (announced !== size) throw new TableFault(`bytes packed with Snappy are ${announced} where ${size} are announced`);
  let end = 0;
  while (at < from.length) {
    const tag = from[at++];
    if ((tag & 3) === 0) {
      const bytes = Math.max(0, (tag >> 2) - 59);
      const length = 1 + (bytes === 0 ? tag >> 2 : numberAt(from, at, bytes));
      at += bytes;
      if (at + length > from.length || end + length > size) throw cut();
      to.set(from.subarray(at, at + length), end);
      at += length;
      end += length;
    } else if ((tag & 3) === 1) {
      const offset = ((tag >> 5) << 8) + numberAt(from, at++, 1);
      end = copyBack(to, end, offset, 4 + ((tag >> 2) & 7));
    } else {
      const bytes = (tag & 3) === 2 ? 2 : 4;
      const offset = numberAt(from, at, bytes);
      at += bytes;
      end = copyBack(to, end, offset, 1 + (tag >> 2));
    }
  }
  if (end !== size) throw cut();
  return to;
}
