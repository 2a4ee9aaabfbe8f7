// Damaged copies of all files that are read: each is answered with a table or in our words, without a hang, a crash, or much memory.
// test/long/damaged.test.ts reads more of them.
import { expect, test } from "vitest";
import { damagedFiles } from "../support/damagedFiles.ts";
import { readMutants } from "../support/readMutants.ts";

test.each(Object.keys(damagedFiles))("200 damaged copies of %s", async (kind) => {
  const { faults, refused } = await readMutants({ ...(await damagedFiles[kind]()), count: 200, seed: 1 });
  expect(faults).toEqual([]);
  expect(refused).toBeGreaterThan(20);
});
