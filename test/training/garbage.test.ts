// A step makes no garbage. Reads build/; runs a process of its own, whose heap it watches.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "../house/sources.ts";

/** The smallest object of V8, a number or an empty array's head, is 12 bytes or more. */
const SMALLEST_OBJECT = 12;

/** The engine compiles on threads of its own: in a process where it left a function to its interpreter, that function's numbers are objects. */
const MOST_PROCESSES = 5;

test("no object is allocated per step: 96,000 steps more of a tiny network add less than one to the heap per step", async () => {
  const flags = ["--expose-gc", "--min-semi-space-size=256", "--max-semi-space-size=256"];
  const least = async (left: number): Promise<number> => {
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, join(root, "test/training/garbage.mjs")]);
    const { bytesPerStep } = JSON.parse(stdout);
    return bytesPerStep < SMALLEST_OBJECT || left === 1 ? bytesPerStep : least(left - 1);
  };
  expect(await least(MOST_PROCESSES)).toBeLessThan(SMALLEST_OBJECT);
});
