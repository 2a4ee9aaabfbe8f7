// Passes, cursors and records have one file each that knows their layout; the second core reads them as the first does.
import { expect, test } from "vitest";
import { sourcesIn, textOf, withoutComments } from "./sources.ts";

const layouts: Record<string, RegExp> = {
  "src/core/passes.ts": /\b(PASS|CURSOR)_[A-Z]+\b/,
  "src/core/program.ts": /\b(RECORD_[A-Z]+|MOST_OPERANDS)\b/,
};

test.each(Object.entries(layouts))("the layout that %s writes is written nowhere else in the host", (owner, layout) => {
  const strangers = sourcesIn("src")
    .filter((path) => path !== owner && !path.startsWith("src/reference/"))
    .filter((path) => layout.test(withoutComments(textOf(path))));
  expect(strangers).toEqual([]);
  expect(withoutComments(textOf(owner))).toMatch(layout);
});

test("no list of a pass's or a record's words stands outside of them", () => {
  const written = /\[\s*(?:\w+\.)?address,\s*(?:\w+\.)?records\b|\.push\(\s*(?:\w+\.)?address,/;
  expect(sourcesIn("src").filter((path) => written.test(withoutComments(textOf(path))))).toEqual([]);
});
