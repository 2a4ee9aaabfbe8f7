// Adding a kind is writing the files that ARCHITECTURE names for it, and no other: one activation, loss, optimizer, schedule and layer
// are added to a copy of the tree, where the build, tsc, the contracts' tests, check and the command line find them.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { files, together } from "./adding/files.ts";
import { root } from "./sources.ts";

const copied = [
  "assembly",
  "src",
  "scripts",
  "test",
  "asconfig.json",
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
];
const kinds = ["exampleSwish", "exampleSquaredError", "exampleDescent", "exampleRoot"];
const contracts = [
  "test/activations/activations.test.ts",
  "test/losses/losses.test.ts",
  "test/optimizers/contract.test.ts",
  "test/optimizers/options.test.ts",
  "test/schedules",
  "test/reference/steps.test.ts",
  "test/curvature/activationTangents.test.ts",
  "test/curvature/lossTangents.test.ts",
];

const copy = mkdtempSync(join(tmpdir(), "ravine-adding-"));
afterAll(() => rmSync(copy, { recursive: true }));

/** Runs a program of Node in the copy. @throws {Error} with all that it printed, where it fails */
function run(...words: string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: copy, encoding: "utf8" });
  if (status !== 0) throw new Error(`${words[0]}:\n${stdout}${stderr}`);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), text);
}

/** The names of the tests that passed, of those in these files that the pattern names; all must. */
function passed(pattern: string, paths: readonly string[]): string[] {
  const options = [
    "-t",
    pattern,
    "--testTimeout=300000",
    "--reporter=default",
    "--reporter=json",
    "--outputFile=tests.json",
  ];
  run("node_modules/vitest/vitest.mjs", "run", ...paths, ...options);
  interface Report {
    readonly testResults: readonly {
      readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
    }[];
  }
  const report = JSON.parse(readFileSync(join(copy, "tests.json"), "utf8")) as Report;
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return results.filter(({ status }) => status === "passed").map(({ fullName }) => fullName);
}

test("one of each kind is added by its own files, and by these alone", { timeout: 600_000 }, () => {
  for (const name of copied) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  mkdirSync(join(copy, "build"));
  for (const name of ["build/thread.text.js", "build/thread.text.d.ts"]) cpSync(join(root, name), join(copy, name));
  for (const [path, text] of Object.entries(files)) {
    expect(existsSync(join(root, path)), `${path} is a new file`).toBe(false);
    write(path, text);
  }
  write("test/together.test.ts", together);
  run("scripts/core.mjs");
  run("node_modules/typescript/bin/tsc", "--noEmit");

  const names = passed(kinds.join("|"), contracts);
  for (const kind of kinds) expect(names.filter((name) => name.includes(kind)).length, kind).toBeGreaterThan(3);
  const added = Object.keys(files).filter((path) => path.endsWith(".test.ts"));
  const others = ["test/together.test.ts", "test/activations/golden.test.ts", "test/house/kinds.test.ts"];
  expect(passed("", [...added, ...others]).length).toBeGreaterThan(added.length);
});
