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

/** A hash of the texts by name, the checksum itself left out, and of the tensors' entries in file order. */
export function headHash(metadata: TensorFile["metadata"], entries: Iterable<readonly [string, Entry]>): Fnv {
  const hash = new Fnv();
  for (const name of Object.keys(metadata).sort()) if (name !== CHECKSUM) hash.text(`${name}=${metadata[name]}\n`);
  for (const [name, { dtype, shape, data_offsets }] of entries)
    hash.text(`${name} ${dtype} ${shape} ${data_offsets}\n`);
  return hash;
}

/** A hash of all that the file says: its head, then the tensors' bytes. */
export const checksumOf = (
  metadata: TensorFile["metadata"],
  entries: Iterable<readonly [string, Entry]>,
  data: Uint8Array,
): string => headHash(metadata, entries).bytes(data).digest();

/** A file's layout: its texts, the tensors' entries, and their bytes in the entries' order. */
export interface FileLayout {
  readonly metadata: TensorFile["metadata"];
  readonly entries: Readonly<Record<string, Entry>>;
  readonly data: Uint8Array;
}

/** The layout of a file, for which the tensors are copied. */
export function layoutOf({ tensors, metadata }: TensorFile): FileLayout {
  // eight-byte numbers first, so that every tensor is aligned
  const ordered = [...tensors].sort((a, b) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT);
  const entries: Record<string, Entry> = {};
  let length = 0;
  for (const { name, shape, values } of ordered) {
    entries[name] = { dtype: dtypeOf(values), shape, data_offsets: [length, length + values.byteLength] };
    length += values.byteLength;
  }
  const data = new Uint8Array(length);
  for (const { name, values } of ordered) {
    data.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), entries[name].data_offsets[0]);
  }
  return { metadata, entries, data };
}

/** The file's bytes, with this checksum among its texts. */
export function fileOf({ metadata, entries, data }: FileLayout, checksum: string): Uint8Array<ArrayBuffer> {
  const texts = { ...metadata, [CHECKSUM]: checksum };
  const json = new TextEncoder().encode(JSON.stringify({ __metadata__: texts, ...entries }));
  const headerLength = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(8 + headerLength + data.length).fill(0x20, 8, 8 + headerLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.set(json, 8);
  file.set(data, 8 + headerLength);
  return file;
}

/** The file's bytes; a checksum of texts and tensors is added to the texts. Every tensor has a name of its own. */
export function writeTensors(file: TensorFile): Uint8Array<ArrayBuffer> {
  const layout = layoutOf(file);
  return fileOf(layout, checksumOf(layout.metadata, Object.entries(layout.entries), layout.data));
}
