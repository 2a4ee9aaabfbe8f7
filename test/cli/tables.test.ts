// Table formats beyond CSV: LZ4 as other programs pack it, and NumPy's texts. Values made with pyarrow's own LZ4.
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lz4Block, lz4Frame } from "../../src/cli/tables/lz4.ts";
import { numpyText } from "../../src/cli/tables/numpy.ts";
import { workshop } from "./support.ts";

const { path } = workshop();
const text = Array.from({ length: 60 }, (_, i) => `${i % 7},${i};`).join("");
const frame =
  "BCJNGGBAghgBAADwMTAsMDsxLDE7MiwyOzMsMzs0LDQ7NSw1OzYsNjswLDc7MSw4OzIsOTszLDEwOzQsMTE7NSwxMjs2LDEzOzAsMTQ9AGA1OzIsMTYjABA3IwAQOCMA8AE5OzYsMjA7MCwyMTsxLDIyYQDwATM7MywyNDs0LDI1OzUsMjYjABA3IwAQOCMAYDk7MiwzMIUA8AsxOzQsMzI7NSwzMzs2LDM0OzAsMzU7MSwzNiMAEDcjABA4IwDwEDk7NSw0MDs2LDQxOzAsNDI7MSw0MzsyLDQ0OzMsNDXMABA2IwAQNyMAEDgjAPAVOTsxLDUwOzIsNTE7Myw1Mjs0LDUzOzUsNTQ7Niw1NTswLDU2IwDANzsyLDU4OzMsNTk7AAAAAA==";
const packed = new Uint8Array(Buffer.from(frame, "base64"));
const block = packed.subarray(11, -4);
const read = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe("LZ4", () => {
  test("a frame and its block give back the text", () => {
    expect(read(lz4Frame(packed))).toBe(text);
    expect(read(lz4Block(block, text.length))).toBe(text);
  });

  test("repeats that overlap themselves, and lengths beyond 255", () => {
    const zeros = Uint8Array.from([0x1f, 7, 1, 0, 255, 255, 100, 0]); // one 7, then 15 + 255 + 255 + 100 + 4 more
    expect([...new Set(lz4Block(zeros, 630))]).toEqual([7]);
  });

  test.each([1, 7, 60, 150])("cut after %d bytes: refused", (length) => {
    expect(() => lz4Block(block.subarray(0, length), text.length)).toThrow(RangeError);
    expect(() => lz4Frame(packed.subarray(0, length))).toThrow(RangeError);
  });
});

test("NumPy's texts of fixed length, in UCS-4 and in bytes", async () => {
  const words = ["ä", "bcd"];
  const npy = (type: string, bytes: Buffer) => {
    const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (2,), }`.padEnd(117);
    const start = Buffer.from(`\x93NUMPY\x01\x00\x76\x00${header}\n`, "latin1");
    writeFileSync(path("t.npy"), Buffer.concat([start, bytes]));
  };
  const all = async () => {
    let written = "";
    for await (const piece of numpyText(path("t.npy"))) written += piece;
    return written;
  };
  const ucs4 = Buffer.alloc(24);
  for (const [row, word] of words.entries())
    for (const [i, letter] of [...word].entries())
      ucs4.writeUInt32LE(letter.codePointAt(0) as number, 12 * row + 4 * i);
  npy("<U3", ucs4);
  expect(await all()).toBe('"x0"\n"ä"\n"bcd"\n');
  npy("|S3", Buffer.from("a\0\0bcd"));
  expect(await all()).toBe('"x0"\n"a"\n"bcd"\n');
});
