// Holds the size of what is shipped, gzipped, so that growth is noticed. Reads build/.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { root } from "./sources.ts";

const build = join(root, "build");
const zipped = (files: readonly string[]) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(join(build, file)), { level: 9 }).length, 0) / 1000;

/** A bundle and what it imports statically. */
function closure(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(join(build, file), "utf8");
  for (const [, name] of text.matchAll(/(?:^|;|\})(?:import|export)[^;"']*?["']\.\/([^"']+\.js)["']/gm)) {
    const folder = file.includes("/") && !name.startsWith("chunks/") ? "chunks/" : "";
    closure(folder + name, seen);
  }
  return seen;
}

test("the core is below 40 kB gzipped", () => {
  expect(zipped(["core.wasm"])).toBeLessThan(40);
});

test('import "ravine" loads less than 80 kB gzipped, the embedded core not counted', () => {
  expect(zipped([...closure("index.js")])).toBeLessThan(80);
});

test('import "ravine" loads no library for tables, pictures or charts, and no data set, before it is asked for', () => {
  const heavy = /papaparse|drawLearningCurve|asciichart|digits|breastCancer|diabetes|iris|wine/;
  expect([...closure("index.js")].filter((file) => heavy.test(file))).toEqual([]);
  expect(readdirSync(join(build, "chunks")).filter((file) => heavy.test(file)).length).toBeGreaterThan(6);
});

test("all chunks together are below 500 kB gzipped", () => {
  expect(zipped(readdirSync(join(build, "chunks")).map((file) => `chunks/${file}`))).toBeLessThan(500);
});
