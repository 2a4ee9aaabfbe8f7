// The name that was meant: the nearest one for short names, and bounded work whatever the names.
import fc from "fast-check";
import { expect, test } from "vitest";
import { nearest } from "../../src/core/options.ts";

/** Edits between two words, from the definition. */
function edits(a: string, b: string): number {
  const known = new Map<string, number>();
  const of = (i: number, j: number): number => {
    if (i * j === 0) return i + j;
    const key = `${i},${j}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? of(i - 2, j - 2) + 1 : i + j;
    const least = Math.min(
      of(i - 1, j) + 1,
      of(i, j - 1) + 1,
      of(i - 1, j - 1) + Number(a[i - 1] !== b[j - 1]),
      swapped,
    );
    known.set(key, least);
    return least;
  };
  return of(a.length, b.length);
}

test("is the first with the fewest edits, where these are at most two or a third of the letters", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "é", "ж", "価", "A", "-"), maxLength: 12 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 8 }), (name, names) => {
      const plain = (text: string) => text.toLowerCase().replaceAll("-", "");
      const near = names
        .map((other) => ({ other, count: edits(plain(name), plain(other)) }))
        .filter(({ count }) => count <= Math.max(2, name.length / 3))
        .sort((a, b) => a.count - b.count)[0]?.other;
      expect(nearest(name, names)).toBe(near);
    }),
    { seed: 5, numRuns: 1000 },
  );
});

test("is none for a name of more than 64 letters, and no longer name is looked at", () => {
  expect(nearest("a".repeat(64), ["a".repeat(63)])).toBe("a".repeat(63));
  expect(nearest("a".repeat(65), ["a".repeat(65)])).toBeUndefined();
  // a table of distances between these would have 10¹² entries
  expect(nearest("p".repeat(1e6), ["q".repeat(1e6)])).toBeUndefined();
  expect(nearest("page", ["q".repeat(1e6), "pages"])).toBe("pages");
});

test("is looked for among the first of a million names", () => {
  // one table of distances each would be 4 · 10⁹ entries
  const names = Array.from({ length: 1e6 }, (_, i) => `${"x".repeat(57)}${i}`);
  expect(nearest("y".repeat(64), names)).toBeUndefined();
  expect(nearest("colour", ["color", ...names])).toBe("color");
});
