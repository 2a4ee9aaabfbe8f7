// Mutants are the same whenever they are made, and each kind of bad reading is found.
import { expect, test } from "vitest";
import { mutant } from "./mutations.ts";
import { readMutants } from "./readMutants.ts";

const text = new TextEncoder().encode("rows 120, columns 3\n".repeat(40));

test("a mutant follows from seed and index, nearly all differ, and the file stays as it is", () => {
  const before = text.slice();
  const made = Array.from({ length: 300 }, (_, index) => Buffer.from(mutant(text, 1, index)).toString("latin1"));
  expect(made).toEqual(made.map((_, index) => Buffer.from(mutant(text, 1, index)).toString("latin1")));
  expect(new Set(made).size).toBeGreaterThan(270);
  expect(Buffer.from(mutant(text, 2, 0)).toString("latin1")).not.toBe(made[0]);
  expect(text).toEqual(before);
});

test("hangs, crashes, memory, and words that are not ours are found, each with its index", async () => {
  // the first byte of a file of one is what the planted reader goes by
  const options = { name: "planted.bin", file: Uint8Array.of(9, 9), reader: "test/support/plantedReader.ts" };
  const first = (wanted: number) => {
    for (let index = 0; ; index++) if (mutant(options.file, 1, index)[0] === wanted) return index;
  };
  const faultOf = async (byte: number) => {
    const index = first(byte);
    const { faults } = await readMutants({ ...options, seed: 1, first: index, count: 1, seconds: 1 });
    return faults[0]?.index === index ? faults[0].fault : faults;
  };
  expect(await faultOf(1)).toMatch(/no answer within 1 s/);
  expect(await faultOf(2)).toMatch(/the process ended \(3\)/);
  expect(await faultOf(3)).toMatch(/thrown: TypeError: planted/);
  expect(await faultOf(4)).toMatch(/not in our words/);
  expect(await faultOf(5)).toMatch(/without the file's name/);
  expect(await faultOf(6)).toMatch(/\d{3} MB of memory/);
  expect(await faultOf(7)).toMatch(/unhandled: Error: unheard/);
  expect(await faultOf(8)).toEqual([]);
});
