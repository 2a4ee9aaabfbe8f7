// A safetensors file read again, each fault of it named; loaded when a file is read.
import { FormatError } from "../core/errors.ts";
import { CHECKSUM, checksumOf, dtypeBytes, type Entry, type NamedTensor, type TensorFile } from "./writeTensors.ts";

const MOST_HEADER_BYTES = 100e6; // the format's own limit

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === "object" && value !== null && Object.values(value).every((text) => typeof text === "string");

const isEntry = (value: unknown): value is Entry => {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Partial<Entry>;
  return (
    typeof dtype === "string" &&
    Object.hasOwn(dtypeBytes, dtype) &&
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
      received: `${bytes.length} bytes`,
      expected,
      hint: "The file is truncated, or it is no safetensors file.",
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
    // refused below
  }
  throw new FormatError({
    where,
    expected: "a header of JSON",
    hint: "The file is damaged, or it is no safetensors file.",
  });
}

/** The tensors' entries in the order of their bytes, which must follow one another and be all of `data`. */
function readEntries(where: string, entries: Record<string, unknown>, data: Uint8Array): [string, Entry][] {
  const ordered = Object.entries(entries).map(([name, entry]): [string, Entry] => {
    if (isEntry(entry)) return [name, entry];
    const received = JSON.stringify(entry);
    throw new FormatError({
      where: `${where}: tensor ${name}`,
      received,
      expected: "F32 or F64 with shape and offsets",
    });
  });
  ordered.sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1]);
  let end = 0;
  for (const [name, { dtype, shape, data_offsets: offsets }] of ordered) {
    const length = shape.reduce((product, n) => product * n, 1) * dtypeBytes[dtype];
    if (offsets[0] === end && offsets[1] === end + length && offsets[1] <= data.length) {
      end += length;
      continue;
    }
    throw new FormatError({
      where: `${where}: tensor ${name}`,
      received: `bytes ${offsets[0]} to ${offsets[1]} of ${data.length}`,
      expected: `${length} bytes from ${end} on`,
      hint: "The file is truncated or damaged.",
    });
  }
  if (end === data.length) return ordered;
  throw new FormatError({
    where,
    received: `${data.length} bytes of tensors`,
    expected: `${end}, as the header says`,
  });
}

/**
 * The tensors and texts of a file that `writeTensors` made.
 * @throws {FormatError} on bytes that are truncated, altered or something else
 */
export function readTensors(where: string, bytes: Uint8Array): TensorFile {
  if (Object.prototype.toString.call(bytes) !== "[object Uint8Array]") {
    throw new FormatError({ where, received: bytes, expected: "the file's bytes as a Uint8Array" });
  }
  // a plain view: Buffer.slice would share the memory that must be copied
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { header, dataFrom } = readHeader(where, plain);
  const { __metadata__: texts = {}, ...entries } = header;
  if (!isTexts(texts)) throw new FormatError({ where, received: texts, expected: "texts by name as __metadata__" });
  const data = plain.subarray(dataFrom);
  const ordered = readEntries(where, entries, data);
  if (texts[CHECKSUM] !== checksumOf(texts, ordered, data)) {
    const received = texts[CHECKSUM];
    const hint = received === undefined ? "Another program wrote this file." : "The file has been altered or damaged.";
    const expected = "the checksum of what the file holds";
    throw new FormatError({ where, ...(received !== undefined && { received }), expected, hint });
  }
  const tensors = ordered.map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [from, to],
      },
    ]): NamedTensor => {
      const copy = data.slice(from, to).buffer;
      return { name, shape, values: dtype === "F32" ? new Float32Array(copy) : new Float64Array(copy) };
    },
  );
  return { tensors, metadata: texts };
}
