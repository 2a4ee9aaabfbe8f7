// Runs every script of examples/lecture as a program of its own, and holds that they cover the lecture. Reads build/.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { root } from "../house/sources.ts";

const folder = join(root, "examples", "lecture");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const scripts = readdirSync(folder)
  .filter((name) => /^\d\d-.*\.js$/.test(name))
  .sort();
/** The README's table: the row's number, what the lecture says, and the script that shows it. */
const rows = [...read("README.md").matchAll(/^\| (L\d+) \| ([^|]+) \| \[[^\]]+\]\(([^)]+)\) \|/gm)].map(
  ([, row, topic, script]) => ({ row, topic, script }),
);

describe("the table of examples/lecture/README.md", () => {
  test("has each row from L1 to L28 once, in order", () => {
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 28 }, (_, i) => `L${i + 1}`));
  });

  test("names every script, and no other", () => {
    expect([...new Set(rows.map(({ script }) => script))].sort()).toEqual(scripts);
  });

  test.each(scripts)("%s names in its first line the rows that the table gives it", (script) => {
    const [line] = read(script).split("\n");
    const named = line.slice(0, line.indexOf(":")).match(/L\d+/g);
    expect(named).toEqual(rows.filter((one) => one.script === script).map(({ row }) => row));
  });
});

describe("a script runs to its end, and what it asserts holds", () => {
  test.concurrent.each(scripts)("%s", async (script) => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(folder, script)]);
    expect(stderr).toBe("");
    expect(stdout.split("\n").length).toBeGreaterThan(4);
    expect(stdout).not.toMatch(/undefined|NaN|\[object/);
  });

  test.each(scripts)("%s asserts, and is short", (script) => {
    expect(read(script)).toMatch(/\bassert\b.*\(/);
    expect(read(script).trimEnd().split("\n").length).toBeLessThan(80);
  });
});

test("all of them run by one command, and a part of a name chooses some", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "index.js"), "02-", "zig-zag"]);
  expect(stdout).toMatch(/2 {2}Shuffling[\s\S]*6 {2}Zig-zag[\s\S]*2 scripts ran and hold/);
  await expect(promisify(execFile)(process.execPath, [join(folder, "index.js"), "nothing"])).rejects.toThrow(/nothing/);
});
