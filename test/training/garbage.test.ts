// A step makes no garbage. Reads build/; runs a process of its own, whose heap it watches.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "../house/sources.ts";

/** The smallest object of V8, a number or an empty array's head, is 12 bytes or more. */
const SMALLEST_OBJECT = 12;

/**
 * An engine that compiles on threads of its own leaves a function to its interpreter until they are done, and there every number is an
 * object: with a single thread it compiles after as many calls each time, and what is allocated is the same in every process.
 */
const flags = ["--single-threaded", "--expose-gc", "--min-semi-space-size=256", "--max-semi-space-size=256"];

test("no object is allocated per step: 96,000 steps more of a tiny network add less than one to the heap per step", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, join(root, "test/training/garbage.mjs")]);
  expect(JSON.parse(stdout).bytesPerStep).toBeLessThan(SMALLEST_OBJECT);
});
