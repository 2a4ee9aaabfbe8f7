// The table of kernels that the build writes: what it refuses, and that it names every kernel there is.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { kernelTable, parseBindings, requireDistinctNames } from "../../scripts/kernel-table.mjs";
import { type KernelName, kernels } from "../../src/core/kernelTable.ts";
import { twins } from "../../src/reference/index.ts";
import { testCores } from "../support/kernel.ts";

/** Raw bindings as asc writes them, of one function. */
const bindings = (path: string, operands: readonly (readonly [string, string])[], returns?: string) => {
  const lines = operands.map(([name, type]) => `   * @param ${name} \`${type}\`\n`).join("");
  const result = returns ? `   * @returns \`${returns}\`\n` : "";
  const comment =
    lines || result ? `  /**\n   * assembly/${path}\n${lines}${result}   */\n` : `  /** assembly/${path} */\n`;
  return `declare namespace __AdaptedExports {\n${comment}  export function ${path.split("/").at(-1)}(`;
};

describe("the build refuses", () => {
  test("a name that two files export, and says which", () => {
    const sources = [
      ["assembly/layers/dense.ts", "export function denseForward(outputs: usize): void {}\n"],
      ["assembly/layers/conv.ts", "function own(): void {}\nexport function denseForward(outputs: usize): void {}\n"],
    ] as const;
    expect(() => requireDistinctNames(sources)).toThrow(
      /denseForward is exported by assembly\/layers\/dense\.ts and by assembly\/layers\/conv\.ts/,
    );
    expect(() => requireDistinctNames(sources.slice(0, 1))).not.toThrow();
  });

  test.each(["export const denseScratchBytes: i32 = 4;", "export let denseScratchBytes: i32 = 4;"])(
    "two exports of one name also where they are %j",
    (line) => {
      expect(() =>
        requireDistinctNames([
          ["assembly/layers/dense.ts", line],
          ["assembly/layers/conv.ts", line],
        ]),
      ).toThrow(/denseScratchBytes is exported by/);
    },
  );

  test.each(["f32", "f64", "u32", "i64", "bool", "~lib/array/Array<f32>"])("an operand of type %s", (type) => {
    const text = bindings("layers/dense/denseForward", [
      ["outputs", "usize"],
      ["rate", type],
    ]);
    expect(() => parseBindings(text)).toThrow(/assembly\/layers\/dense\.ts: kernel denseForward: operand rate is /);
  });

  test("a kernel that returns a value", () => {
    expect(() => parseBindings(bindings("losses/huber/huberForward", [["loss", "usize"]], "f64"))).toThrow(
      /assembly\/losses\/huber\.ts: kernel huberForward returns a value/,
    );
  });

  test("an address behind a count, since the table's lines have all counts at their end", () => {
    const operands = [
      ["rows", "i32"],
      ["outputs", "usize"],
    ] as const;
    expect(() => parseBindings(bindings("layers/dense/denseForward", operands))).toThrow(
      /operand outputs is an address behind a count/,
    );
  });

  test("a kernel of 15 operands or of none, and takes 14", () => {
    const operands = (count: number) => Array.from({ length: count }, (_, i) => [`operand${i}`, "usize"] as const);
    expect(() => parseBindings(bindings("layers/wide/wideForward", operands(15)))).toThrow(/has 15 operands/);
    expect(() => parseBindings(bindings("layers/wide/wideForward", []))).toThrow(/has 0 operands/);
    expect(parseBindings(bindings("layers/wide/wideForward", operands(14)))[0].operands).toHaveLength(14);
  });
});

test("the table names a kernel's file, its operands in order, and sizes of scratch, but not what walks the program", () => {
  const text = [
    bindings("program/run/run", [["cursor", "usize"]], "i32"),
    bindings("layers/dense/denseForward", [
      ["outputs", "usize"],
      ["rows", "i32"],
    ]),
  ].join("\n");
  const table = kernelTable(text, { memory: {}, denseScratchBytes: { value: 96 } });
  expect(table).toContain('readonly denseForward: { readonly outputs: "address"; readonly rows: "count" };');
  expect(table).toContain("\nlayers/dense denseForward outputs; rows\n");
  expect(table).toContain("export const denseScratchBytes = 96;");
  expect(table).not.toContain("run");
});

const root = new URL("../../", import.meta.url);
const folders = ["layers", "activations", "losses", "penalties", "optimizers", "metrics"];

test("every function that a kernel file exports is in src/core/kernels.ts, under its file", () => {
  for (const folder of folders)
    for (const file of readdirSync(new URL(`assembly/${folder}/`, root))) {
      const text = readFileSync(new URL(`assembly/${folder}/${file}`, root), "utf8");
      for (const [, name, operands] of text.matchAll(/^export function (\w+)\(([^)]*)\)/gm)) {
        const kernel = (kernels as Record<string, { file: string; operands: object }>)[name];
        expect(kernel?.file, name).toBe(`${folder}/${file.slice(0, -3)}`);
        const expected = [...operands.matchAll(/(\w+): (usize|i32)/g)].map(([, operand]) => operand);
        expect(Object.keys(kernel.operands), name).toEqual(expected);
      }
    }
});

test("every kernel has a twin, and there is no twin without a kernel", () => {
  expect(Object.keys(twins).sort()).toEqual(Object.keys(kernels).sort());
});

test("slots are 1, 2, 3 … in the order of the table, the same in both cores", async () => {
  const names = Object.keys(kernels) as KernelName[];
  for (const [, core] of await testCores())
    expect(names.map((name) => core.slot(name))).toEqual(names.map((_, i) => i + 1));
});
