// A file of tensors as `writeTensors` gives it, hashed in pieces of some milliseconds between which others may work.
import { fileOf, headHash, partsOf, type TensorFile } from "./writeTensors.ts";

/** Bytes that are hashed at a time. */
const PIECE_BYTES = 1 << 18;

/** Rests after each piece; at the end it returns the file's bytes. */
export function* writeInPieces(file: TensorFile): Generator<void, Uint8Array<ArrayBuffer>> {
  const parts = partsOf(file);
  yield;
  const hash = headHash(parts.metadata, Object.entries(parts.entries));
  for (let from = 0; from < parts.data.length; from += PIECE_BYTES) {
    hash.bytes(parts.data.subarray(from, from + PIECE_BYTES));
    yield;
  }
  return fileOf(parts, hash.digest());
}
