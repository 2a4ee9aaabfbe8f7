// 3,000 damaged copies of each kind of file, none of which may take 5 seconds.
//   npm run test:long
//   RAVINE_SEED=N    other copies; default 2
import { expect, test } from "vitest";
import { damagedFiles } from "../support/damagedFiles.ts";
import { readMutants } from "../support/readMutants.ts";

const seed = Number(process.env.RAVINE_SEED ?? 2);

test.each(Object.keys(damagedFiles))("3,000 damaged copies of %s", async (kind) => {
  const { faults, ...outcome } = await readMutants({ ...(await damagedFiles[kind]()), count: 3000, seed, seconds: 5 });
  console.log(`${kind}: ${JSON.stringify(outcome)}`);
  expect(faults).toEqual([]);
});
