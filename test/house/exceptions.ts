// What the tests of the house let pass, each with its reason. A test fails where an entry is no longer needed.
import { expect } from "vitest";

/** Functions above the length of a function. */
export const longFunctions: Record<string, string> = {
  tile8: "all numbers of a tile stay in registers, and its loop's turn is written twice for V8",
};

/** Files that hold several things of one kind, of which none is the main one. */
export const collections: Record<string, string> = {
  "src/core/options.ts": "the rules of options",
  "src/core/platform.ts": "what differs between platforms",
  "src/data/generated.ts": "data sets by formula, one function each",
  "src/network/parameters.ts": "where variables lie in θ, and their first numbers",
  "src/numbers/float64.ts": "functions of float64 numbers",
  "src/numbers/powers.ts": "exp and pow",
  "src/numbers/purposes.ts": "what streams of random numbers are for",
  "src/numbers/random.ts": "the generator of random numbers and its streams",
  "src/objective/rowGroups.ts": "groups of rows: their size, their blocks and their totals",
  "src/onDemand.ts": "all functions that are chunks of their own",
  "src/optimizers/rules.ts": "rules that several optimizers share",
  "src/reference/activations/functions.ts": "functions that several activations are made of",
  "src/worker/index.ts": "an entry of the package",
  "src/worker/messages.ts": "the kinds of messages",
  "assembly/abi.ts": "the layouts and codes that both compilers read",
  "assembly/lanes/access.ts": "ways to read and write lanes",
  "assembly/lanes/constants.ts": "the constants of all formulas",
  "assembly/lanes/float64.ts": "functions of float64 numbers",
  "assembly/lanes/thresholds.ts": "the two thresholds",
  "assembly/penalties/elastic.ts": "kernels of the penalty, whose name the elastic net gave",
};

/** Names that several files export. */
export const sameName: Record<string, string> = {
  Four: "four lanes to read, four rows of a tile",
  One: "one lane to read, one row of a tile",
  log: "the same function of float32 and of float64",
};

/** Holds that all that was found is listed, and all that is listed was found; `texts` say what was found, by key. */
export function expectListed(texts: ReadonlyMap<string, string>, listed: Readonly<Record<string, string>>): void {
  expect([...texts].flatMap(([key, text]) => (key in listed ? [] : [text]))).toEqual([]);
  expect(Object.keys(listed).filter((key) => !texts.has(key))).toEqual([]);
}
