// builtin: the tables' shapes and first values, and generated sets that are the same on every engine.
import { describe, expect, test } from "vitest";
import { type BuiltinName, builtin, builtinNames } from "../../src/data/builtin.ts";

const shapes: Record<BuiltinName, [rows: number, features: number, classes: string[] | undefined]> = {
  digits: [1797, 64, [..."0123456789"]],
  iris: [150, 4, ["setosa", "versicolor", "virginica"]],
  wine: [178, 13, ["class_0", "class_1", "class_2"]],
  breastCancer: [569, 30, ["malignant", "benign"]],
  diabetes: [442, 10, undefined],
  moons: [200, 2, ["upper", "lower"]],
  spiral: [300, 2, ["first", "second", "third"]],
  circles: [200, 2, ["outer", "inner"]],
  xor: [200, 2, ["0", "1"]],
  ravine: [60, 2, undefined],
};

/** FNV-1a over the inputs' and targets' bytes. */
function print(...parts: Float32Array[]): string {
  let hash = 0x811c9dc5;
  for (const part of parts) for (const byte of new Uint8Array(part.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

describe("builtin", () => {
  test.each(builtinNames)("%s has its rows, features, names and classes", async (name) => {
    const data = await builtin(name);
    const [rows, features, classes] = shapes[name];
    expect(data).toMatchObject({ rows, features, outputs: 1 });
    expect(data.classes).toEqual(classes);
    expect(data.featureNames?.length).toBe(features);
    expect(await builtin(name)).toEqual(data);
    expect((await builtin(name)).inputs).not.toBe(data.inputs);
  });

  test("the digits' pixels are 0…16 and sum to 561718, with 174 to 183 of each digit", async () => {
    const { inputs, targets } = await builtin("digits");
    expect(inputs.every((pixel) => Number.isInteger(pixel) && pixel >= 0 && pixel <= 16)).toBe(true);
    expect(inputs.reduce((sum, pixel) => sum + pixel, 0)).toBe(561718);
    const counts = Array.from({ length: 10 }, (_, digit) => targets.filter((t) => t === digit).length);
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  });

  test.each<[BuiltinName, number[], number]>([
    ["iris", [5.1, 3.5, 1.4, 0.2], 0],
    ["wine", [14.23, 1.71, 2.43, 15.6, 127, 2.8, 3.06, 0.28, 2.29, 5.64, 1.04, 3.92, 1065], 0],
    ["diabetes", [59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87], 151],
  ])("%s begins with the published row", async (name, row, target) => {
    const { inputs, targets } = await builtin(name);
    expect([...inputs.slice(0, row.length)]).toEqual(row.map(Math.fround));
    expect(targets[0]).toBe(target);
  });

  test("the ravine begins with the lecture's three rows", async () => {
    const { inputs, targets } = await builtin("ravine");
    expect([...inputs.slice(0, 6)]).toEqual([114.8, 0.00323, 338.1, 0.00183, 98.8, 0.00279].map(Math.fround));
    expect([...targets.slice(0, 3)]).toEqual([5.1, 3.2, 4.1].map(Math.fround));
  });

  test("xor begins with the four corners", async () => {
    const { inputs, targets } = await builtin("xor");
    expect([...inputs.slice(0, 8)]).toEqual([0, 0, 0, 1, 1, 1, 1, 0]);
    expect([...targets.slice(0, 4)]).toEqual([0, 1, 0, 1]);
  });

  test("the generated sets have the same bits everywhere", async () => {
    const prints: Record<string, string> = {};
    for (const name of ["moons", "spiral", "circles", "xor", "ravine"] as const) {
      const { inputs, targets } = await builtin(name);
      prints[name] = print(inputs, targets);
    }
    expect(prints).toEqual({
      moons: "8c682133",
      spiral: "ae71194b",
      circles: "38d06fcf",
      xor: "45791d97",
      ravine: "ec96176f",
    });
  });

  test("suggests the nearest name", async () => {
    await expect(builtin("iriss" as BuiltinName)).rejects.toThrow(/Did you mean "iris"/);
    await expect(builtin("toString" as BuiltinName)).rejects.toThrow(/expected one of digits/);
  });
});
