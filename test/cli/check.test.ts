// Holds `ravine check`: what it prints, and its exit codes. Runs the built binary.
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { checkText } from "../../src/cli/commands/checkCommand.ts";

const binary = resolve(import.meta.dirname, "../../build/cli.js");
const ravine = (...words: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const child = execFile(process.execPath, [binary, ...words], (_error, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

describe("ravine check", () => {
  test("prints each run's fingerprint beside the published one and exits with 0", async () => {
    const { code, stdout, stderr } = await ravine("check");
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^activation relu +[0-9a-f]{16} {2}([0-9a-f]{16}|–)/m);
    expect(stdout).not.toContain("DIFFERS");
    expect(code).toBe(0);
  });

  test("prints one JSON document with --json", async () => {
    const { code, stdout } = await ravine("check", "--json");
    const { command, ok, results, engine } = JSON.parse(stdout);
    expect({ code, command, ok }).toEqual({ code: 0, command: "check", ok: true });
    expect(engine).toEqual({ name: "node", version: process.versions.node });
    expect(results[0]).toMatchObject({
      name: expect.any(String),
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  test("says which run differs", () => {
    const lines = checkText(
      [
        { name: "a", fingerprint: "0".repeat(16), published: "1".repeat(16), ok: false },
        { name: "bc", fingerprint: "2".repeat(16), ok: true },
      ],
      "node 1",
    );
    expect(lines).toContain(`a   ${"0".repeat(16)}  ${"1".repeat(16)}  DIFFERS`);
    expect(lines.at(-1)).toBe("node 1: 2 runs, 1 differs, 1 not published.");
  });
});

describe("ravine", () => {
  test.each([
    ["an unknown command", ["chekc"]],
    ["an unknown option", ["check", "--jsno"]],
  ])("%s exits with 2 and suggests the right one", async (_what, words) => {
    const { code, stderr } = await ravine(...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Did you mean (--json|check)\?/);
  });

  test("--help exits with 0", async () => {
    const { code, stdout } = await ravine("--help");
    expect({ code, names: stdout.includes("check") }).toEqual({ code: 0, names: true });
  });
});
