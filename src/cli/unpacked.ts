// Gzip and deflate, unpacked while they are read.
import { Readable } from "node:stream";
import { createGunzip, createInflateRaw } from "node:zlib";
import { Failure } from "./failure.ts";

const reasons: Readonly<Record<string, string>> = {
  Z_BUF_ERROR: "its packed bytes break off. Is it cut off?",
  Z_DATA_ERROR: "its packed bytes are damaged, or something else follows them. Fetch or save it again.",
};

/** Bytes that begin as gzip does. */
export const isGzip = (start: Uint8Array): boolean => start[0] === 0x1f && start[1] === 0x8b;

/**
 * The pieces unpacked; several gzip members after one another are one text, as gzip has it.
 * @param name  what the message begins with
 * @throws {Failure} on packed bytes that are damaged or cut off; what reading the pieces throws stays as it is
 */
export async function* unpacked(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
  format: "gzip" | "deflate-raw",
): AsyncGenerator<Uint8Array> {
  const raw = Readable.from(pieces, { highWaterMark: 1 });
  const options = { chunkSize: 1 << 16 };
  const unpacking = format === "gzip" ? createGunzip(options) : createInflateRaw(options);
  raw.once("error", (error) => unpacking.destroy(error));
  try {
    yield* raw.pipe(unpacking);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!code.startsWith("Z_")) throw error;
    throw new Failure(`${name}: it cannot be unpacked: ${reasons[code] ?? reasons.Z_DATA_ERROR}`);
  } finally {
    raw.destroy();
  }
}
