// The table of kernels that the build writes: what it refuses, and that it names every kernel there is.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  CURSOR_BYTES,
  CURSOR_HALT,
  CURSOR_RECORD,
  CURSOR_ROW,
  CURSOR_STEP,
  RECORD_BYTES,
  RECORD_OPERANDS,
} from "../../assembly/abi.ts";
import { kernelStructsTable, kernelTable, readKernels, requireDistinctNames } from "../../scripts/kernel-table.mjs";
import { AdamSettings, Cursor } from "../../src/core/kernels.ts";
import { inOrder, type KernelName, kernelsByName } from "../../src/core/kernelsByName.ts";
import { twins } from "../../src/reference/index.ts";
import { testCores } from "../support/kernel.ts";

/** The kernels of one file, with one class of operands. */
const read = (fields: string, kernel = "wideForward(o: Wide): void {}", more = "") =>
  readKernels(
    [["assembly/layers/wide.ts", `@unmanaged\nclass Wide {\n${fields}\n}\n${more}\nexport function ${kernel}\n`]],
    ["assembly/layers/wide.ts"],
  );

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

  test.each(["f32", "f64", "u32", "i64", "bool", "Array<f32>", "Unknown"])("an operand of type %s", (type) => {
    expect(() => read(`outputs: usize; count: ${type};`)).toThrow(
      `assembly/layers/wide.ts: Wide.count is ${type}; an operand is usize (an address), i32 (a count) or an @unmanaged class`,
    );
  });

  test("a struct whose number is none", () => {
    const struct = "@unmanaged\nclass Settings { rate: f64; name: usize; }";
    expect(() => read("settings: Settings; count: i32;", undefined, struct)).toThrow(
      /Settings\.name is usize; a number/,
    );
  });

  test("a kernel that returns a value", () => {
    expect(() => read("count: i32;", "wideForward(o: Wide): f64 { return 0; }")).toThrow(
      /assembly\/layers\/wide\.ts: kernel wideForward returns a value/,
    );
  });

  test.each(["outputs: usize, count: i32", "", "o: Other", "o: Wide, count: i32"])(
    "a kernel that takes (%s) in place of one class of operands",
    (parameters) => {
      expect(() => read("count: i32;", `wideForward(${parameters}): void {}`)).toThrow(
        `kernel wideForward takes (${parameters}); a kernel takes one @unmanaged class`,
      );
    },
  );

  test("an address behind a count, since the table's lines have all counts at their end", () => {
    expect(() => read("rows: i32; outputs: usize;")).toThrow(/Wide\.outputs is an address behind a count/);
  });

  test("more operands than a record holds, or none", () => {
    const most = (RECORD_BYTES - RECORD_OPERANDS) / 4;
    const operands = (count: number) => Array.from({ length: count }, (_, i) => `operand${i}: usize;`).join("\n");
    expect(() => read(operands(most + 1))).toThrow(`class Wide has ${most + 1} operands; a record holds 1 to ${most}`);
    expect(() => read("")).toThrow(/has 0 operands/);
    expect(read(operands(most))[0].operands).toHaveLength(most);
  });

  test("a class of operands that extends another, or that stands in two files", () => {
    expect(() => readKernels([["a.ts", "@unmanaged class Wide extends Base { x: usize; }"]], [])).toThrow(/is flat/);
    const wide = "@unmanaged class Wide { x: usize; }";
    const sources = [
      ["a.ts", wide],
      ["b.ts", wide],
    ] as const;
    expect(() => readKernels(sources, [])).toThrow("Class Wide stands in a.ts and in b.ts; rename one of them.");
  });
});

test("the table has structs and operands by name, and kernels of the same operands in one line", () => {
  const text = `
    @unmanaged class Settings { rate: f64; steps: u32; }
    @unmanaged class Wide { outputs: usize; settings: Settings; rows: i32; width: i32; }
    export function wideForward(o: Wide): void {}
    export function wideBackward(o: Wide): void {}
    function own(): void {}
  `;
  const kernels = readKernels([["assembly/layers/wide.ts", text]], ["assembly/layers/wide.ts"]);
  const table = kernelTable(kernels, {
    memory: {},
    denseScratchBytes: { value: 96 },
  });
  expect(table).toContain('export const Settings = { rate: "float64", steps: "uint32" } as const;');
  expect(table).toContain('readonly outputs: "address"; readonly settings: typeof Settings; readonly rows: "count"');
  expect(table).toContain("  readonly wideBackward: Wide;");
  expect(table).toContain("\n1;outputs settings;rows width;wideForward wideBackward\n");
  expect(table).toContain("export const denseScratchBytes = 96;");
  const structs = kernelStructsTable(kernels);
  expect(structs).toContain('\nconst Settings = { rate: "float64", steps: "uint32" } as const;');
  expect(structs).toContain("  wideForward: { settings: Settings },");
});

test("the struct of the cursor has abi's layout", () => {
  const places = { CURSOR_RECORD, CURSOR_ROW, CURSOR_STEP, CURSOR_HALT };
  expect(Object.keys(Cursor)).toEqual(["pass", ...Object.keys(places).map((name) => name.slice(7).toLowerCase())]);
  expect(Object.values(places)).toEqual([4, 8, 12, 16]);
  expect(CURSOR_BYTES).toBe(4 * Object.keys(Cursor).length);
});

test("inOrder gives a struct's numbers as they lie in memory", () => {
  expect(inOrder(AdamSettings, { decay: 4, beta2: 2, epsilon: 3, beta1: 1 })).toEqual([1, 2, 3, 4]);
});

const root = new URL("../../", import.meta.url);
const folders = ["initializers", "layers", "vectors", "activations", "losses", "penalties", "optimizers", "metrics"];

test("every function that a kernel file exports is in src/core/kernels.ts, with its work", () => {
  for (const folder of folders)
    for (const file of readdirSync(new URL(`assembly/${folder}/`, root))) {
      const text = readFileSync(new URL(`assembly/${folder}/${file}`, root), "utf8");
      for (const [, name] of text.matchAll(/^export function (\w+)/gm))
        expect(kernelsByName[name as KernelName]?.work, name).toBeGreaterThan(0);
    }
});

test("a kernel's own work goes before its folder's", () => {
  const { layerNormForward, residualAdd, tanhForward } = kernelsByName;
  expect([layerNormForward.work, residualAdd.work, tanhForward.work]).toEqual([24, 1, 20]);
});

test("every kernel has a twin, and there is no twin without a kernel", () => {
  expect(Object.keys(twins).sort()).toEqual(Object.keys(kernelsByName).sort());
});

test("slots are 1, 2, 3 … in the order of the table, the same in both cores", async () => {
  const names = Object.keys(kernelsByName) as KernelName[];
  for (const [, core] of await testCores())
    expect(names.map((name) => core.slot(name))).toEqual(names.map((_, i) => i + 1));
});
