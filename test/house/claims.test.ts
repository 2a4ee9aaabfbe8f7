// Holds what the first lines of a file say that it does not know: it must be true, and stand only where one could expect the opposite.
import { expect, test } from "vitest";
import { claimsOf, firstComment, objection } from "./claims.ts";
import { sourcesIn } from "./sources.ts";

test("what a file says that it does not know, it does not import, and a file beside it does", () => {
  const wrong = [...sourcesIn("src"), ...sourcesIn("assembly")].flatMap((path) =>
    claimsOf(path).flatMap((word) => {
      const why = objection(path, word);
      return why === undefined ? [] : [`${path}: "knows no ${word}" ${why}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test("tests, scripts, measurements and examples say what they are, not what they do not know", () => {
  const others = ["test", "scripts", "bench", "examples"].flatMap((folder) => sourcesIn(folder, /\.(?:ts|mjs|js)$/));
  const wrong = others.filter((path) => /\bknows? no/i.test(firstComment(path)));
  expect(wrong).toEqual([]);
});
