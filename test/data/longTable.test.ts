// Long tables: memory goes with the numbers kept and not with the text, and the event loop runs meanwhile.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { csv } from "../../src/data/csv.ts";
import { bundled } from "../support/bundle.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("a stream of 100 MB is read with a heap of 48 MB, in less than four times the numbers kept", async () => {
  const { entry, remove } = await bundled();
  try {
    const script = new URL("longTable.mjs", import.meta.url).pathname;
    const options = ["--expose-gc", "--max-old-space-size=48", script, entry, "100"];
    const { stdout } = await promisify(execFile)(process.execPath, options);
    const { sent, rows, kept, most, after } = JSON.parse(stdout);
    expect(sent).toBeGreaterThan(100e6);
    expect(kept).toBe(rows * 6 * 4);
    expect(kept).toBeLessThan(12e6);
    expect(most).toBeLessThan(4 * kept);
    expect(after).toBeLessThan(4 * kept);
  } finally {
    remove();
  }
});

test("other work runs while one long text is read", async () => {
  const text = `a,b,c,y\n${"0.123456,1.5,-17,3\n".repeat(300_000)}`;
  let time = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (time += 10)); // a machine on which each piece takes a while
  let turns = 0;
  let isReading = true;
  const turn = () => {
    turns++;
    if (isReading) setImmediate(turn);
  };
  setImmediate(turn);
  await csv(text, { target: "y" });
  isReading = false;
  expect(turns).toBeGreaterThan(3);
});
