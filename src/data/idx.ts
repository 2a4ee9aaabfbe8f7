// Reads MNIST's IDX files, plain or gzip, into a data set.
import { FormatError } from "../core/errors.ts";
import { inflate } from "../core/platform.ts";
import { type Dataset, frozenDataset } from "./dataset.ts";

const LABELS = 0x801; // 0x08: unsigned bytes, 0x01: one dimension
const IMAGES = 0x803; // three dimensions
const names: Readonly<Record<number, string>> = { [LABELS]: "a label file", [IMAGES]: "an image file" };
const hex = (word: number) => `0x${word.toString(16).padStart(8, "0")}`;

async function unzipped(where: string, value: unknown): Promise<Uint8Array> {
  const isBuffer = Object.prototype.toString.call(value) === "[object ArrayBuffer]";
  if (!isBuffer && !ArrayBuffer.isView(value))
    throw new FormatError({ where, received: value, expected: "a file's bytes, as Uint8Array or ArrayBuffer" });
  const bytes = ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value as ArrayBuffer);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await inflate(bytes, "gzip");
  } catch (error) {
    const expected = "a whole gzip file";
    throw new FormatError({
      where,
      received: bytes,
      expected,
      hint: `It cannot be unpacked: ${(error as Error).message}.`,
    });
  }
}

/**
 * The dimensions and the bytes after the header:
 *
 *   ┌ 0 ─────────────┬ 4 ──────────┬ 8 ─────────┬ 12 ────────────┬─────────────────────┐
 *   │ 0x0000 08 dims │ first count │ rows (0x3) │ columns (0x3)  │ unsigned bytes      │   words are big-endian
 *   └────────────────┴─────────────┴────────────┴────────────────┴─────────────────────┘
 */
function readHeader(where: string, bytes: Uint8Array, magic: number): { dimensions: number[]; body: Uint8Array } {
  const count = magic & 0xff;
  const start = 4 + 4 * count;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = bytes.length < 4 ? magic : view.getUint32(0);
  if (found !== magic) {
    const kind = names[found];
    throw new FormatError({
      where,
      received: hex(found),
      expected: `${names[magic]}, which begins with ${hex(magic)}`,
      ...(kind === undefined ? {} : { hint: `This is ${kind}: idx takes images first, then labels.` }),
    });
  }
  if (bytes.length < start)
    throw new FormatError({
      where,
      received: bytes,
      expected: `a header of ${start} bytes`,
      hint: "The file is cut off.",
    });
  const dimensions = Array.from({ length: count }, (_, at) => view.getUint32(4 + 4 * at));
  const size = dimensions.reduce((product, length) => product * length, 1);
  if (size === 0)
    throw new FormatError({ where, received: dimensions.join(" × "), expected: "at least one image of one pixel" });
  if (bytes.length !== start + size)
    throw new FormatError({
      where,
      received: `${bytes.length} bytes`,
      expected: `${start + size} bytes for ${dimensions.join(" × ")}`,
      hint: bytes.length < start + size ? "The file is cut off." : "Something was added to the file.",
    });
  return { dimensions, body: bytes.subarray(start) };
}

/**
 * Images and labels of MNIST's format: pixels 0…255 become 0…1 (divided by 255), row by row; labels are class numbers of
 * "0" … "9".
 *
 * @param imageBytes  images × rows × columns, with or without gzip
 * @param labelBytes  one label per image, with or without gzip
 * @returns rows = images, features = rows × columns of an image, shape [rows, columns, 1]
 * @throws {FormatError} on another magic number, a file too short or too long, counts that differ, a label above 9
 * @example await idx(await readFile("train-images-idx3-ubyte.gz"), await readFile("train-labels-idx1-ubyte.gz"));
 * @see LeCun, Cortes & Burges, The MNIST database of handwritten digits, "File formats"
 */
export async function idx(
  imageBytes: Uint8Array | ArrayBuffer,
  labelBytes: Uint8Array | ArrayBuffer,
): Promise<Dataset> {
  const images = readHeader("idx images", await unzipped("idx images", imageBytes), IMAGES);
  const labels = readHeader("idx labels", await unzipped("idx labels", labelBytes), LABELS);
  const [rows, height, width] = images.dimensions;
  if (labels.dimensions[0] !== rows)
    throw new FormatError({
      where: "idx",
      received: `${labels.dimensions[0]} labels`,
      expected: `${rows}, one per image`,
    });
  const wrong = labels.body.findIndex((label) => label > 9);
  if (wrong >= 0)
    throw new FormatError({ where: `idx labels, row ${wrong}`, received: labels.body[wrong], expected: "a label 0…9" });
  const scaled = Float32Array.from({ length: 256 }, (_, pixel) => pixel / 255);
  const inputs = new Float32Array(images.body.length);
  for (let at = 0; at < inputs.length; at++) inputs[at] = scaled[images.body[at]];
  return frozenDataset({
    inputs,
    targets: Float32Array.from(labels.body),
    rows,
    features: height * width,
    shape: [height, width, 1],
    outputs: 1,
    classes: [..."0123456789"],
  });
}
