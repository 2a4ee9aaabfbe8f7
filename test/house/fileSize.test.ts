// Holds the length of source files, and that each begins by saying what it is.
import { expect, test } from "vitest";
import { isDataTable, sourcesIn, textOf } from "./sources.ts";

const MOST_LINES = 250;

/** Longer files, each with its reason. */
const longer: Record<string, string> = {
  "src/core/kernels.ts": "made by the build: one entry per kernel",
  "src/training/options.ts": "the options of fit: one rule and one check each, read in one place",
  "src/training/runMemory.ts": "all memory of a run, taken in one order",
};
const sources = [...sourcesIn("src"), ...sourcesIn("assembly")].filter((path) => !isDataTable(path));

test(`a source file has at most ${MOST_LINES} lines`, () => {
  const lines = (path: string) => textOf(path).trimEnd().split("\n").length;
  const tooLong = sources.filter((path) => !(path in longer) && lines(path) > MOST_LINES);
  expect(tooLong.map((path) => `${path}: ${lines(path)} lines`)).toEqual([]);
});

test("a source file begins by saying what it is", () => {
  expect(sources.filter((path) => !/^\/(\/|\*\*)/.test(textOf(path)))).toEqual([]);
});
