// What may be shown: over all of Unicode, no character that a terminal obeys or that nobody sees, and nothing else changed.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OptionError } from "../../src/core/errors.ts";
import { cut, visible } from "../../src/core/visible.ts";

/** From the charts, not from the engine's properties: controls, directions, blanks without width, separators, fillers, selectors, tags, nonexistent ones. */
const obeyed: [from: number, to: number][] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfdd0, 0xfdef],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
  ...Array.from({ length: 17 }, (_, plane): [number, number] => [plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff]),
];
/** Marks that are seen, or may be, by their kind: they may be escaped or not. */
const marks: [number, number][] = [
  [0x600, 0x605],
  [0x6dd, 0x6dd],
  [0x70f, 0x70f],
  [0x890, 0x891],
  [0x8e2, 0x8e2],
  [0x110bd, 0x110cd],
  [0x13430, 0x1343f],
  [0x1bca0, 0x1bca3],
];
const among = (ranges: readonly [number, number][], code: number) => ranges.some(([a, b]) => code >= a && code <= b);
const escapes = /^(?:\\[nrt]|\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\u\{[0-9a-f]{5,6}\})$/;

describe("visible", () => {
  test("escapes each of the 1,114,112 code points that is obeyed or not seen, and changes no other", () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code);
      const shown = visible(character);
      if (among(marks, code)) continue;
      const right = among(obeyed, code) ? escapes.test(shown) : shown === character;
      if (!right && wrong.length < 20) wrong.push(`U+${code.toString(16)} → ${JSON.stringify(shown)}`);
    }
    expect(wrong).toEqual([]);
  });

  test("of any text: well-formed, one line, the same again, and pieces shown alone are the whole", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.string({ unit: "binary", maxLength: 40 }),
        (a, b) => {
          const shown = visible(a);
          expect(visible(shown)).toBe(shown);
          expect([...shown].every((c) => !among(obeyed, c.codePointAt(0) as number))).toBe(true);
          expect(visible(`${a} ${b}`)).toBe(`${shown} ${visible(b)}`);
        },
      ),
      { numRuns: 2000, seed: 5 },
    );
  });

  test.each([
    ["\x1b[2J", "\\x1b[2J"],
    ["a\nb\r\t\b", "a\\nb\\r\\t\\x08"],
    ["\u009b31m", "\\x9b31m"],
    ["gnp.\u202egpj", "gnp.\\u202egpj"],
    ["\ud800x\udc00", "\\ud800x\\udc00"],
    ["\u{e0041}", "\\u{e0041}"],
    ["größer 価格 مرحبا 😀 a\\b", "größer 価格 مرحبا 😀 a\\b"],
  ])("of %j is %j", (text, shown) => expect(visible(text)).toBe(shown));
});

test("cut leaves whole characters and at most as many units as it is told", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), fc.integer({ min: 1, max: 30 }), (text, most) => {
      const short = cut(text, most);
      expect(short.length).toBeLessThanOrEqual(Math.max(most, 1));
      expect(short).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
      if (text.length <= most) expect(short).toBe(text);
      else expect(text.startsWith(short.slice(0, -1))).toBe(true);
    }),
    { seed: 5 },
  );
});

test("an error's message is one visible line, and its fields are what came", () => {
  const complaint = { where: "csv.a\x1b[2J", received: "x\u202e", expected: "y\u009b", hint: "Do\nthis." };
  const error = new OptionError(complaint);
  expect(error.message).toBe('csv.a\\x1b[2J: got "x\\u202e", expected y\\x9b. Do\\nthis.');
  expect(error).toMatchObject(complaint);
});
