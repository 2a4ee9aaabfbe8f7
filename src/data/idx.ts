// Reads MNIST's IDX files, plain or gzip, into a data set.
import { FormatError } from "../core/errors.ts";
import { type Dataset, frozenDataset } from "./dataset.ts";
import { gunzipUpTo } from "./gunzipUpTo.ts";

export const IDX_LABELS = 0x801; // 0x08: unsigned bytes, 0x01: one dimension
export const IDX_IMAGES = 0x803; // three dimensions
const names: Readonly<Record<number, string>> = { [IDX_LABELS]: "a label file", [IDX_IMAGES]: "an image file" };
const hex = (word: number) => `0x${word.toString(16).padStart(8, "0")}`;
export const idxClasses: readonly string[] = [..."0123456789"];
/** float32(pixel / 255) of each pixel. */
export const idxScaled: ArrayLike<number> = /* @__PURE__ */ Float32Array.from(
  { length: 256 },
  (_, pixel) => pixel / 255,
);

/** What an IDX file says of itself. */
export interface IdxHeader {
  readonly dimensions: readonly number[];
  /** bytes of the header, and of the whole file */
  readonly start: number;
  readonly size: number;
}

/**
 * The dimensions, from a file's first 16 bytes or all that there are:
 *
 *   ┌ 0 ─────────────┬ 4 ──────────┬ 8 ─────────┬ 12 ────────────┬─────────────────────┐
 *   │ 0x0000 08 dims │ first count │ rows (0x3) │ columns (0x3)  │ unsigned bytes      │   words are big-endian
 *   └────────────────┴─────────────┴────────────┴────────────────┴─────────────────────┘
 *
 * @throws {FormatError} on another magic number, and on no images
 */
export function idxHeader(where: string, bytes: Uint8Array, magic: number): IdxHeader {
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
      ...(kind === undefined ? {} : { hint: `This is ${kind}: images come first, then labels.` }),
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
  return { dimensions, start, size: start + size };
}

/** The error for a file of another length than its header says; `received` may count up to the first byte too many. */
export function idxSizeError(where: string, received: number, { dimensions, size }: IdxHeader): FormatError {
  const isCut = received < size;
  return new FormatError({
    where,
    received: `${received} bytes${isCut ? "" : " or more"}`,
    expected: `${size} bytes for ${dimensions.join(" × ")}`,
    hint: isCut ? "The file is cut off." : "Something was added to the file.",
  });
}

/** @throws {FormatError} on a label above 9; `row` is that of the first of these */
export function requireIdxLabels(where: string, labels: Uint8Array, row = 0): void {
  const wrong = labels.findIndex((label) => label > 9);
  if (wrong < 0) return;
  const location = `${where}, row ${row + wrong}`;
  throw new FormatError({ where: location, received: labels[wrong], expected: "a label 0…9" });
}

function bytesOf(where: string, value: unknown): Uint8Array {
  const isBuffer = Object.prototype.toString.call(value) === "[object ArrayBuffer]";
  if (!isBuffer && !ArrayBuffer.isView(value))
    throw new FormatError({ where, received: value, expected: "a file's bytes, as Uint8Array or ArrayBuffer" });
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value as ArrayBuffer);
}

async function unpacked(where: string, gzip: Uint8Array, magic: number): Promise<Uint8Array> {
  try {
    const { header, bytes } = await gunzipUpTo(gzip, (start) => idxHeader(where, start, magic));
    if (bytes !== undefined) return bytes;
    throw idxSizeError(where, header.size + 1, header);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    const hint = "It cannot be unpacked: it is damaged or cut off.";
    throw new FormatError({ where, received: gzip, expected: "a whole gzip file", hint });
  }
}

/** Header and body of a file; of a packed one no more is unpacked than its header says. */
async function read(where: string, value: unknown, magic: number): Promise<{ header: IdxHeader; body: Uint8Array }> {
  const received = bytesOf(where, value);
  const bytes = received[0] === 0x1f && received[1] === 0x8b ? await unpacked(where, received, magic) : received;
  const header = idxHeader(where, bytes, magic);
  if (bytes.length !== header.size) throw idxSizeError(where, bytes.length, header);
  return { header, body: bytes.subarray(header.start) };
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
  const images = await read("idx images", imageBytes, IDX_IMAGES);
  const labels = await read("idx labels", labelBytes, IDX_LABELS);
  const [rows, height, width] = images.header.dimensions;
  if (labels.body.length !== rows)
    throw new FormatError({
      where: "idx",
      received: `${labels.body.length} labels`,
      expected: `${rows}, one per image`,
    });
  requireIdxLabels("idx labels", labels.body);
  const inputs = new Float32Array(images.body.length);
  for (let at = 0; at < inputs.length; at++) inputs[at] = idxScaled[images.body[at]];
  return frozenDataset({
    inputs,
    targets: Float32Array.from(labels.body),
    rows,
    features: height * width,
    shape: [height, width, 1],
    outputs: 1,
    classes: [...idxClasses],
  });
}
