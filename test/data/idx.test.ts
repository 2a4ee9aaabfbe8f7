// idx: MNIST's format with and without gzip, and the words for each way in which a file can be broken.
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { idx } from "../../src/data/idx.ts";

const word = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const imageFile = (count: number, pixels: number[], magic = 0x803) =>
  Uint8Array.of(...word(magic), ...word(count), ...word(2), ...word(3), ...pixels);
const labelFile = (count: number, labels: number[], magic = 0x801) =>
  Uint8Array.of(...word(magic), ...word(count), ...labels);
const pixels = [0, 1, 51, 102, 204, 255, 255, 128, 0, 0, 0, 3];
const images = imageFile(2, pixels);
const labels = labelFile(2, [7, 0]);

test("pixels become float32(pixel / 255) exactly, labels class numbers of 0…9", async () => {
  const data = await idx(images, labels);
  expect(data).toMatchObject({ rows: 2, features: 6, outputs: 1, classes: [..."0123456789"] });
  expect([...data.inputs]).toEqual(pixels.map((pixel) => Math.fround(pixel / 255)));
  expect([...data.targets]).toEqual([7, 0]);
});

test("gzip, a view into a larger buffer and an ArrayBuffer read alike", async () => {
  const want = await idx(images, labels);
  const large = new Uint8Array(100);
  large.set(images, 17);
  expect(await idx(gzipSync(images), gzipSync(labels))).toEqual(want);
  expect(await idx(large.subarray(17, 17 + images.length), labels.slice().buffer)).toEqual(want);
});

const zipped = gzipSync(images);
const spoilt = zipped.slice();
spoilt[12] ^= 255;
spoilt[20] ^= 255;
test.each<[string, unknown, unknown, RegExp]>([
  ["files in the wrong order", labels, images, /images.*0x00000801.*0x00000803.*a label file: images come first/],
  ["another format", new TextEncoder().encode("x1,x2,class\n1,2,3\n"), labels, /expected an image file/],
  ["floats for labels", images, labelFile(2, [7, 0], 0xd01), /labels.*0x00000d01.*0x00000801/],
  ["an empty file", new Uint8Array(0), labels, /header of 16 bytes.*cut off/],
  ["a header that is cut off", images.subarray(0, 10), labels, /header of 16 bytes/],
  ["pixels that are cut off", images.subarray(0, 20), labels, /20 bytes.*28 bytes for 2 × 2 × 3.*cut off/],
  ["something behind the pixels", imageFile(2, [...pixels, 1]), labels, /29 bytes or more.*28 bytes.*added/],
  ["a count that would need more than the file", imageFile(2 ** 32 - 1, pixels), labels, /cut off/],
  ["no images", imageFile(0, []), labels, /at least one image/],
  ["fewer labels than images", images, labelFile(1, [7]), /1 labels.*2, one per image/],
  ["a label of 10", images, labelFile(2, [7, 10]), /row 1.*got 10.*0…9/],
  ["gzip that is cut off", zipped.subarray(0, 30), labels, /whole gzip file/],
  ["gzip with flipped bits", spoilt, labels, /whole gzip file/],
  ["a path", "train-images-idx3-ubyte", labels, /bytes, as Uint8Array/],
])("refuses %s with a FormatError", async (_, image, label, words) => {
  const failure = expect.objectContaining({ name: "FormatError", message: expect.stringMatching(words) });
  await expect(idx(image as Uint8Array, label as Uint8Array)).rejects.toEqual(failure);
});

test("a packed file is unpacked no further than its header says, with Node's zlib and without", async () => {
  const bomb = gzipSync(Buffer.concat([images, new Uint8Array(1 << 24)]), { level: 1 });
  const failure = { name: "FormatError", message: expect.stringMatching(/29 bytes or more.*28 bytes.*added/) };
  await expect(idx(bomb, labels)).rejects.toMatchObject(failure);
  const getBuiltinModule = process.getBuiltinModule;
  try {
    Object.defineProperty(process, "getBuiltinModule", { value: undefined, configurable: true, writable: true });
    await expect(idx(bomb, labels)).rejects.toMatchObject(failure);
    expect(await idx(gzipSync(images), gzipSync(labels))).toEqual(await idx(images, labels));
    await expect(idx(zipped.subarray(0, 30), labels)).rejects.toThrow(/whole gzip file/);
  } finally {
    process.getBuiltinModule = getBuiltinModule;
  }
});
