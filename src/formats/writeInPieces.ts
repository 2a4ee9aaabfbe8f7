// A file of tensors as `writeTensors` gives it, hashed in pieces of some milliseconds between which others may work.
import { fileOf, headHash, layoutOf, type TensorFile } from "./writeTensors.ts";

/** Bytes that are hashed at a time. */
const PIECE_BYTES = 1 << 18;

/** Rests after each piece; at the end it returns the file's bytes. */
export function* writeInPieces(file: TensorFile): Generator<void, Uint8Array<ArrayBuffer>> {
  const layout = layoutOf(file);
  yield;
  const hash = headHash(layout.metadata, Object.entries(layout.entries));
  for (let from = 0; from < layout.data.length; from += PIECE_BYTES) {
    hash.bytes(layout.data.subarray(from, from + PIECE_BYTES));
    yield;
  }
  return fileOf(layout, hash.digest());
}
