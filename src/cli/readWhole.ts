// A model's or checkpoint's file in memory, also above the 2 GiB that Node reads at once.
import { readFile, stat } from "node:fs/promises";
import { exitCodes } from "./exitCodes.ts";
import { Failure } from "./failure.ts";
import { FileBytes } from "./fileBytes.ts";

/** What WebAssembly's memory has: no model and no checkpoint of a run is larger. */
const MOST_BYTES = 2 ** 32 - 1;
/** Larger files are looked at before there is memory for them. */
const LARGE_BYTES = 1 << 24;
const MOST_HEADER_BYTES = 100e6; // safetensors' own limit

const begins = (start: Uint8Array, size: number) => {
  const length = Number(new DataView(start.buffer, start.byteOffset).getBigUint64(0, true));
  return length <= Math.min(MOST_HEADER_BYTES, size - 8) && start[8] === 0x7b; // {
};

/** All bytes of a safetensors file. @throws {Failure} on one that is none, or is too large */
export async function readWhole(path: string): Promise<Uint8Array> {
  if (!(await stat(path)).isFile()) return new Uint8Array(await readFile(path)); // a pipe, whose size nobody knows
  const file = await FileBytes.open(path);
  try {
    const { size } = file;
    if (size > LARGE_BYTES && !begins(await file.read(0, 9), size))
      throw new Failure(
        `${path}: it is no model or checkpoint: a file of safetensors begins with its header, of JSON. Was another file meant?`,
      );
    if (size > MOST_BYTES)
      throw new Failure(
        `${path}: it has ${size} bytes; expected at most ${MOST_BYTES}, since a network's memory is WebAssembly's 4 GiB. Save a smaller network.`,
      );
    return await file.read(0, size).catch((error) => {
      if (!(error instanceof RangeError)) throw error;
      throw new Failure(
        `${path}: there is no memory for its ${size} bytes. Close other programs, or take a machine that has more.`,
        exitCodes.failed,
      );
    });
  } finally {
    await file.close();
  }
}
