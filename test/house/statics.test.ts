// The core keeps nothing between two kernels: what a kernel writes is an operand, so that threads can share its code.
import { expect, test } from "vitest";
import { sourcesIn, textOf, withoutComments } from "./sources.ts";

const writable = /^(?:export )?let \w+|\bmemory\.data\(\s*\d|\b(?:heap\.alloc|__alloc|new [A-Z]\w*)\b/m;

test("no file of assembly/ has memory of its own that it could write", () => {
  expect(sourcesIn("assembly").filter((path) => writable.test(withoutComments(textOf(path))))).toEqual([]);
});

test.each([
  "const WORDS = memory.data(64, 16);",
  "let calls = 0;",
  "export let calls: i32 = 0;",
  "const o = new Adam();",
])("%j would be found", (line) => expect(writable.test(`// first\n${line}`)).toBe(true));
