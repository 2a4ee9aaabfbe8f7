// Networks that are made and disposed of leave no memory behind, counted in a process of its own.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { bundled } from "../support/bundle.ts";

type Size = Record<"rss" | "external" | "arrayBuffers" | "heapUsed", number>;
const MEGABYTE = 2 ** 20;

async function grownBy(what: "dispose" | "keep"): Promise<Size> {
  const { entry, remove } = await bundled();
  try {
    const script = new URL("manyNetworks.mjs", import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, entry, what]);
    const [first, second] = JSON.parse(stdout).sizes as [Size, Size];
    const grown = (name: keyof Size) => (second[name] - first[name]) / MEGABYTE;
    const { rss, external, arrayBuffers, heapUsed } = { ...first };
    expect([rss, external, arrayBuffers, heapUsed].every((bytes) => bytes > 0)).toBe(true);
    return {
      rss: grown("rss"),
      external: grown("external"),
      arrayBuffers: grown("arrayBuffers"),
      heapUsed: grown("heapUsed"),
    };
  } finally {
    remove();
  }
}

test("from the 200th to the 1000th network trained, saved, loaded and disposed of, memory grows by less than 8 MB", async () => {
  const grown = await grownBy("dispose");
  expect(grown.external).toBeLessThan(8);
  expect(grown.arrayBuffers).toBeLessThan(8);
  expect(grown.heapUsed).toBeLessThan(8);
  expect(grown.rss).toBeLessThan(64);
});

test("the count notices networks that are kept: 80 of them are more than 8 MB", async () => {
  const grown = await grownBy("keep");
  expect(Math.max(grown.external, grown.arrayBuffers)).toBeGreaterThan(8);
});
