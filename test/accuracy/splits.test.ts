// The built-in tables hold the rows of the CSV files in their order, so that PyTorch's row numbers mean the same rows here.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { builtin } from "../../src/data/builtin.ts";
import { builtinName, type Name, readSplit, splits } from "./pytorch.ts";

const folder = new URL("../../scripts/data-sets/", import.meta.url);

describe.each(Object.keys(splits) as Name[])("%s", (name) => {
  test("row k of the built-in table is line k of its CSV file after the header, every value as float32", async () => {
    const { inputs, targets, rows, features } = await builtin(builtinName(name));
    const text = readFileSync(new URL(`${builtinName(name)}.csv`, folder), "utf8");
    const lines = text.trim().split("\n").slice(1);
    expect(lines.length).toBe(rows);
    for (const [row, line] of lines.entries()) {
      const own = [...inputs.subarray(row * features, (row + 1) * features), targets[row]];
      expect(own, `row ${row}`).toEqual(line.split(",").map((value) => Math.fround(Number(value))));
    }
  });

  test("test rows are different rows of the table, and all others train", async () => {
    const { test_rows, n_train, n_test } = splits[name];
    const { train, test: held } = await readSplit(name);
    expect(new Set(test_rows).size).toBe(n_test);
    expect([train.rows, held.rows]).toEqual([n_train, n_test]);
  });
});
