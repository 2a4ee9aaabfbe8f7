// LZ4 as other programs pack it: values made with pyarrow's own.
import { describe, expect, test } from "vitest";
import { lz4Block, lz4Frame } from "../../src/cli/tables/lz4.ts";
import { TableFault } from "../../src/cli/tables/tableFault.ts";

const text = Array.from({ length: 60 }, (_, i) => `${i % 7},${i};`).join("");
const frame =
  "BCJNGGBAghgBAADwMTAsMDsxLDE7MiwyOzMsMzs0LDQ7NSw1OzYsNjswLDc7MSw4OzIsOTszLDEwOzQsMTE7NSwxMjs2LDEzOzAsMTQ9AGA1OzIsMTYjABA3IwAQOCMA8AE5OzYsMjA7MCwyMTsxLDIyYQDwATM7MywyNDs0LDI1OzUsMjYjABA3IwAQOCMAYDk7MiwzMIUA8AsxOzQsMzI7NSwzMzs2LDM0OzAsMzU7MSwzNiMAEDcjABA4IwDwEDk7NSw0MDs2LDQxOzAsNDI7MSw0MzsyLDQ0OzMsNDXMABA2IwAQNyMAEDgjAPAVOTsxLDUwOzIsNTE7Myw1Mjs0LDUzOzUsNTQ7Niw1NTswLDU2IwDANzsyLDU4OzMsNTk7AAAAAA==";
const packed = new Uint8Array(Buffer.from(frame, "base64"));
const block = packed.subarray(11, -4);
const read = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe("LZ4", () => {
  test("a frame and its block give back the text", () => {
    expect(read(lz4Frame(packed, text.length))).toBe(text);
    expect(read(lz4Block(block, text.length))).toBe(text);
  });

  test("repeats that overlap themselves, and lengths beyond 255", () => {
    const zeros = Uint8Array.from([0x1f, 7, 1, 0, 255, 255, 100, 0]); // one 7, then 15 + 255 + 255 + 100 + 4 more
    expect([...new Set(lz4Block(zeros, 630))]).toEqual([7]);
  });

  test.each([1, 7, 60, 150])("cut after %d bytes: refused", (length) => {
    expect(() => lz4Block(block.subarray(0, length), text.length)).toThrow(TableFault);
    expect(() => lz4Frame(packed.subarray(0, length), text.length)).toThrow(TableFault);
  });
});
