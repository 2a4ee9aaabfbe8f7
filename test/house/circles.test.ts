// Holds that no file needs itself by way of others: imports of types count, too.
import { expect, test } from "vitest";
import { neededBy, sourcesIn } from "./sources.ts";

/** The sets of files of which each needs all others (Tarjan 1972: strongly connected components). */
function circlesOf(needed: ReadonlyMap<string, readonly string[]>): string[][] {
  const number = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (path: string) => {
    number.set(path, number.size);
    lowest.set(path, number.size - 1);
    open.push(path);
    for (const next of needed.get(path) ?? []) {
      if (!number.has(next)) visit(next);
      else if (!open.includes(next)) continue;
      lowest.set(path, Math.min(lowest.get(path) as number, lowest.get(next) as number));
    }
    if (lowest.get(path) !== number.get(path)) return;
    const circle = open.splice(open.indexOf(path));
    if (circle.length > 1) found.push(circle.sort());
  };
  for (const path of needed.keys()) if (!number.has(path)) visit(path);
  return found.sort();
}

test("a circle is found, and only a circle", () => {
  const needed = { a: ["b"], b: ["c", "d"], c: ["a"], d: ["e"], e: [], f: ["d"] };
  expect(circlesOf(new Map(Object.entries(needed)))).toEqual([["a", "b", "c"]]);
});

test("no file needs itself by way of others", () => {
  const sources = [...sourcesIn("src"), ...sourcesIn("assembly")];
  const circles = circlesOf(new Map(sources.map((path) => [path, neededBy(path)])));
  expect(circles.map((circle) => circle.join(" ⇄ "))).toEqual([]);
});
