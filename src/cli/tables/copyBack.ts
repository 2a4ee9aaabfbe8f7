// Repeats what was unpacked before, as LZ4 and Snappy tell.
import { TableFault } from "./tableFault.ts";

/** Appends the `length` bytes that begin `offset` before `end`, which may reach into themselves. @returns the new end */
export function copyBack(to: Uint8Array, end: number, offset: number, length: number): number {
  if (offset === 0 || offset > end || !(end + length <= to.length))
    throw new TableFault("packed bytes repeat what is not there");
  if (offset >= length) to.copyWithin(end, end - offset, end - offset + length);
  else for (let at = end; at < end + length; at++) to[at] = to[at - offset];
  return end + length;
}
