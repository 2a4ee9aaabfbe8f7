// Named tensors and short texts as one file in the safetensors format; readTensors.ts reads it.
//   | 8 bytes: length n of the header, little-endian | n bytes: JSON, padded with spaces | the tensors' bytes, little-endian |
//
// Source: the format's description at https://github.com/huggingface/safetensors#format.
import { Fnv } from "./fnv.ts";

export type TensorValues = Float32Array | Float64Array;

export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: TensorValues;
}

/** Tensors in file order, and the texts of `__metadata__`. */
export interface TensorFile {
  readonly tensors: readonly NamedTensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** A tensor as the header names it. */
export interface Entry {
  readonly dtype: keyof typeof dtypeBytes;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Bytes per number. */
export const dtypeBytes = { F32: 4, F64: 8 } as const;
/** The text that holds the checksum. */
export const CHECKSUM = "checksum";
const ALIGNMENT = 8;

const dtypeOf = (values: TensorValues) => (values.BYTES_PER_ELEMENT === 4 ? "F32" : "F64");

/** Bytes that are hashed at a time: some milliseconds. */
const PIECE_BYTES = 1 << 18;

/** A hash of the texts by name, the checksum itself left out, and of the tensors' entries in file order. */
function headHash(metadata: Readonly<Record<string, string>>, entries: Iterable<readonly [string, Entry]>): Fnv {
  const hash = new Fnv();
  for (const name of Object.keys(metadata).sort()) if (name !== CHECKSUM) hash.text(`${name}=${metadata[name]}\n`);
  for (const [name, { dtype, shape, data_offsets }] of entries)
    hash.text(`${name} ${dtype} ${shape} ${data_offsets}\n`);
  return hash;
}

/** A hash of all that the file says: `headHash`, then the bytes. */
export const checksumOf = (
  metadata: Readonly<Record<string, string>>,
  entries: Iterable<readonly [string, Entry]>,
  data: Uint8Array,
): string => headHash(metadata, entries).bytes(data).digest();

/** As `writeTensors`, in pieces of some milliseconds, between which others may work. */
export function* writeInPieces({ tensors, metadata }: TensorFile): Generator<void, Uint8Array<ArrayBuffer>> {
  // eight-byte numbers first, so that every tensor is aligned
  const ordered = [...tensors].sort((a, b) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT);
  const entries: Record<string, Entry> = {};
  let length = 0;
  for (const { name, shape, values } of ordered) {
    entries[name] = { dtype: dtypeOf(values), shape, data_offsets: [length, length + values.byteLength] };
    length += values.byteLength;
  }
  const headerOf = (checksum: string) =>
    new TextEncoder().encode(JSON.stringify({ __metadata__: { ...metadata, [CHECKSUM]: checksum }, ...entries }));
  const headerLength = Math.ceil(headerOf("0".repeat(16)).length / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(8 + headerLength + length).fill(0x20, 8, 8 + headerLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  const data = file.subarray(8 + headerLength);
  for (const { name, values } of ordered) {
    data.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), entries[name].data_offsets[0]);
    yield;
  }
  const hash = headHash(metadata, Object.entries(entries));
  for (let from = 0; from < length; from += PIECE_BYTES) {
    hash.bytes(data.subarray(from, from + PIECE_BYTES));
    yield;
  }
  file.set(headerOf(hash.digest()), 8);
  return file;
}

/** The file's bytes; a checksum of texts and tensors is added to the texts. Every tensor has a name of its own. */
export function writeTensors(file: TensorFile): Uint8Array<ArrayBuffer> {
  const pieces = writeInPieces(file);
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}
