// Holds that damaged copies of files are answered: with a table, or in words.
import { expect } from "vitest";
import { readMutants } from "./readMutants.ts";

/** `count` damaged copies over all of these files: none hangs, ends the process, takes much memory, or ends in words of a library. */
export async function expectAnswers(files: Readonly<Record<string, Uint8Array>>, count: number) {
  const each = Math.ceil(count / Object.keys(files).length);
  for (const [name, file] of Object.entries(files)) {
    const { faults, tables, refused } = await readMutants({ file, name, count: each, seed: 1 });
    expect(faults, name).toEqual([]);
    expect(tables + refused).toBe(each);
    expect(refused).toBeGreaterThan(each / 3);
  }
}
