// Holds the main job, examples/digits: what a newcomer sees first. Reads build/.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { root } from "./sources.ts";

let said = "";
beforeAll(async () => {
  said = (await promisify(execFile)(process.execPath, [join(root, "examples/digits/index.js")])).stdout;
});

test("reads at least 97 % of the test set's digits", () => {
  const [, accuracy] = /^test\s.*?([\d.]+) %$/m.exec(said) ?? [];
  expect(Number(accuracy)).toBeGreaterThanOrEqual(97);
});

test("says cost and accuracy of three sets, the reason, the fingerprint and the seconds", () => {
  for (const set of ["training", "validation", "test"])
    expect(said).toMatch(new RegExp(`^${set} +\\d+ +[\\d.]+ +[\\d.]+ %$`, "m"));
  expect(said).toMatch(/^ended +(?:epochs|patience)/m);
  expect(said).toMatch(/^fingerprint +[0-9a-f]{16}$/m);
  expect(said).toMatch(/^seconds +[\d.]+/m);
});

test("writes the learning curve and says where", () => {
  const [, path] = /^curve +(\S+\.svg)$/m.exec(said) ?? [];
  expect(readFileSync(join(root, path), "utf8")).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
});

test("writes no control characters where there is no terminal", () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(said).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
});
