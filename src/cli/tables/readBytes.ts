// A stretch of a file's bytes.
import type { FileHandle } from "node:fs/promises";
import { TableFault } from "./tableFault.ts";

/** `length` bytes of the file from `from` on, in a buffer of their own behind `room` bytes left free. @throws {TableFault} where it ends before */
export async function readBytes(file: FileHandle, from: number, length: number, room = 0): Promise<Uint8Array> {
  const bytes = new Uint8Array(room + length);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await file.read(bytes, room + at, length - at, from + at);
    if (bytesRead === 0) throw new TableFault(`the file ends at byte ${from + at}`);
    at += bytesRead;
  }
  return bytes.subarray(room);
}
