// Named tensors and short texts as one file in the safetensors format, and back. Knows no network.
//
//   | 8 bytes: length n of the header, little-endian | n bytes: JSON, padded with spaces | the tensors' bytes, little-endian |
//
// Source: the format's description at https://github.com/huggingface/safetensors#format.
import { FormatError } from "../core/errors.ts";
import { Fnv } from "./checksum.ts";

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

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const CHECKSUM = "checksum";
const ALIGNMENT = 8;
const MOST_HEADER_BYTES = 100e6; // the format's own limit

const dtypeOf = (values: TensorValues) => (values.BYTES_PER_ELEMENT === 4 ? "F32" : "F64");

/** A hash of all that the file says, the checksum itself left out. */
function checksumOf(metadata: Readonly<Record<string, string>>, data: Uint8Array): string {
  const hash = new Fnv();
  for (const name of Object.keys(metadata).sort()) if (name !== CHECKSUM) hash.text(`${name}=${metadata[name]}\n`);
  return hash.bytes(data).digest();
}

/** The file's bytes; a checksum of texts and tensors is added to the texts. */
export function writeTensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
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
  const texts = { ...metadata, [CHECKSUM]: checksumOf(metadata, data) };
  const json = new TextEncoder().encode(JSON.stringify({ __metadata__: texts, ...entries }));
  const headerLength = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(8 + headerLength + length).fill(0x20, 8, 8 + headerLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.set(json, 8);
  file.set(data, 8 + headerLength);
  return file;
}

const isEntry = (value: unknown): value is Entry => {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Partial<Entry>;
  return (
    (dtype === "F32" || dtype === "F64") &&
    Array.isArray(shape) &&
    shape.every((n) => Number.isInteger(n) && n >= 0) &&
    Array.isArray(offsets) &&
    offsets.length === 2 &&
    offsets.every((n) => Number.isInteger(n) && n >= 0)
  );
};

function readHeader(where: string, bytes: Uint8Array): { header: Record<string, unknown>; dataFrom: number } {
  const truncated = (expected: string) =>
    new FormatError({
      where,
      came: `${bytes.length} bytes`,
      expected,
      mend: "The file is truncated, or it is no safetensors file.",
    });
  if (bytes.length < 8) throw truncated("at least 8 bytes");
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > MOST_HEADER_BYTES || 8 + length > bytes.length)
    throw truncated(`a header of ${length} bytes, as the first 8 say`);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, 8 + length));
    const header: unknown = JSON.parse(text);
    if (typeof header === "object" && header !== null)
      return { header: header as Record<string, unknown>, dataFrom: 8 + length };
  } catch {
    // told below
  }
  throw new FormatError({
    where,
    expected: "a header of JSON",
    mend: "The file is damaged, or it is no safetensors file.",
  });
}

/**
 * The tensors and texts of a file that `writeTensors` made.
 * @throws {FormatError} on bytes that are truncated, altered or something else
 */
export function readTensors(where: string, bytes: Uint8Array): TensorFile {
  if (Object.prototype.toString.call(bytes) !== "[object Uint8Array]") {
    throw new FormatError({ where, came: bytes, expected: "the file's bytes as a Uint8Array" });
  }
  const { header, dataFrom } = readHeader(where, bytes);
  const { __metadata__: texts, ...entries } = header;
  const metadata = (texts ?? {}) as Record<string, string>;
  const data = bytes.subarray(dataFrom);
  const tensors: NamedTensor[] = [];
  let end = 0;
  for (const [name, entry] of Object.entries(entries)) {
    const place = `${where}: tensor ${name}`;
    if (!isEntry(entry))
      throw new FormatError({
        where: place,
        came: JSON.stringify(entry),
        expected: "F32 or F64 with shape and offsets",
      });
    const [from, to] = entry.data_offsets;
    const size = entry.dtype === "F32" ? 4 : 8;
    const count = entry.shape.reduce((product, n) => product * n, 1);
    if (to - from !== count * size || to > data.length) {
      throw new FormatError({
        where: place,
        came: `bytes ${from} to ${to} of ${data.length}`,
        expected: `${count * size} bytes`,
        mend: "The file is truncated or damaged.",
      });
    }
    const copy = data.slice(from, to).buffer;
    tensors.push({ name, shape: entry.shape, values: size === 4 ? new Float32Array(copy) : new Float64Array(copy) });
    end = Math.max(end, to);
  }
  if (end !== data.length) {
    throw new FormatError({ where, came: `${data.length} bytes of tensors`, expected: `${end}, as the header says` });
  }
  if (metadata[CHECKSUM] !== checksumOf(metadata, data)) {
    throw new FormatError({
      where,
      came: metadata[CHECKSUM],
      expected: "the checksum of what the file holds",
      mend: "The file has been altered or damaged.",
    });
  }
  return { tensors, metadata };
}
