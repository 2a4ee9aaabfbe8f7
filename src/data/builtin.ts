// The built-in data sets by name, each loaded when it is asked for.
import { unknownName } from "../core/options.ts";
import type { Shape } from "../core/shape.ts";
import { type Dataset, dataset } from "./dataset.ts";

interface TableText {
  readonly table: string;
  readonly featureNames: string;
  readonly classes?: string;
}

/** Lines of numbers and the target at the end, parted by commas or, with `characters`, one base-17 digit each. */
function read({ table, featureNames, classes }: TableText, characters = false, shape?: Shape): Dataset {
  const rows = table
    .trim()
    .split("\n")
    .map((line) => (characters ? [...line].map((digit) => Number.parseInt(digit, 17)) : line.split(",").map(Number)));
  return dataset({
    inputs: rows.map((row) => row.slice(0, -1)),
    targets: rows.map((row) => row[row.length - 1]),
    featureNames: featureNames.split(" "),
    ...(shape && { shape }),
    ...(classes === undefined ? {} : { classes: classes.split(" ") }),
  });
}

const sets = {
  digits: async () => read(await import("./sets/digits.ts"), true, [8, 8, 1]),
  iris: async () => read(await import("./sets/iris.ts")),
  wine: async () => read(await import("./sets/wine.ts")),
  breastCancer: async () => read(await import("./sets/breastCancer.ts")),
  diabetes: async () => read(await import("./sets/diabetes.ts")),
  moons: async () => (await import("./generated.ts")).moons(),
  spiral: async () => (await import("./generated.ts")).spiral(),
  circles: async () => (await import("./generated.ts")).circles(),
  xor: async () => (await import("./generated.ts")).xor(),
  ravine: async () => (await import("./generated.ts")).ravine(),
};

export type BuiltinName = keyof typeof sets;
export const builtinNames = /* @__PURE__ */ Object.freeze(/* @__PURE__ */ Object.keys(sets)) as readonly BuiltinName[];

/**
 * A built-in data set; every call returns a new copy.
 *
 * Tables: `digits` 1797 × 64 pixels 0…16 in the shape [8, 8, 1], ten classes; `iris` 150 × 4, three classes; `wine` 178 × 13, three classes;
 * `breastCancer` 569 × 30, two classes; `diabetes` 442 × 10, a regression. Generated from a fixed seed, the same on
 * every engine: `moons`, `circles`, `xor` 200 × 2, two classes; `spiral` 300 × 2, three classes; `ravine` 60 × 2, a
 * regression whose first three rows are the textbook ones with x₁ of 100…340 and x₂ of 0.002…0.003.
 *
 * @throws {OptionError} on an unknown name; the nearest one is suggested
 * @example const digits = await builtin("digits");
 */
export async function builtin(name: BuiltinName): Promise<Dataset> {
  if (typeof name !== "string" || !Object.hasOwn(sets, name)) throw unknownName("builtin", name, builtinNames);
  return sets[name]();
}
