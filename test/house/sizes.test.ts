// Holds the size of what is shipped, so that growth is noticed. Reads build/.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "./sources.ts";

const build = join(root, "build");
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

test("everything shipped is within the budgets of scripts/sizes.mjs", async () => {
  const run = promisify(execFile)(process.execPath, ["scripts/sizes.mjs"], { cwd: root });
  const { stdout } = await run.catch((error: { readonly stdout: string }) => error); // exit 1 where one is exceeded
  expect(stdout.split("\n").filter((line) => /EXCEEDED|NOT BUILT/.test(line))).toEqual([]);
  expect(stdout).toContain("bytes, aim");
});

test('import "ravine" loads no library for tables, pictures or charts, and no data set, before it is asked for', () => {
  const heavy = /papaparse|drawLearningCurve|asciichart|digits|breastCancer|diabetes|iris|wine/;
  expect([...closure("index.js")].filter((file) => heavy.test(file))).toEqual([]);
  expect(readdirSync(join(build, "chunks")).filter((file) => heavy.test(file)).length).toBeGreaterThan(6);
});
