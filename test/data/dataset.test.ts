// dataset, subset and checkDataset: what they take, what they copy, and which words refuse what they do not take.
import { describe, expect, test } from "vitest";
import { checkDataset, type Dataset, dataset, isDataset } from "../../src/data/dataset.ts";
import { subset } from "../../src/data/subset.ts";

const good = {
  inputs: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  targets: [0, 1, 0],
};

describe("dataset", () => {
  test("reads rows, a flat array with features, and a flat array with rows alike", () => {
    const rows = dataset(good);
    expect(rows).toMatchObject({ rows: 3, features: 2, outputs: 1 });
    expect([...rows.inputs]).toEqual([1, 2, 3, 4, 5, 6]);
    const flat = Int16Array.of(1, 2, 3, 4, 5, 6);
    expect(dataset({ inputs: flat, features: 2, targets: Uint8Array.of(0, 1, 0) })).toEqual(rows);
    expect(dataset({ inputs: flat, rows: 3, targets: [[0], [1], [0]] })).toEqual(rows);
    expect(dataset({ inputs: [Float64Array.of(1, 2), [3, 4], [5, 6]], targets: [0, 1, 0] })).toEqual(rows);
  });

  test("has several outputs from target rows or from a flat array of rows × outputs", () => {
    const targets = [
      [1, 0],
      [0, 1],
      [1, 1],
    ];
    const rows = dataset({ ...good, targets });
    expect(rows.outputs).toBe(2);
    expect(dataset({ ...good, targets: Float32Array.from(targets.flat()) })).toEqual(rows);
    expect(dataset({ ...good, targets: targets.flat(), outputs: 2 })).toEqual(rows);
  });

  test("takes class numbers with classes, and makes classes of names in sorted order", () => {
    expect(dataset({ ...good, classes: ["no", "yes"] })).toMatchObject({ classes: ["no", "yes"], outputs: 1 });
    const named = dataset({ ...good, targets: ["b", "a", "b"] });
    expect(named.classes).toEqual(["a", "b"]);
    expect([...named.targets]).toEqual([1, 0, 1]);
  });

  test("keeps nothing by reference and is frozen", () => {
    const [inputs, targets, classes, featureNames] = [Float32Array.of(1, 2), Float32Array.of(0), ["a"], ["x", "y"]];
    const data = dataset({ inputs, features: 2, targets, classes, featureNames });
    inputs[0] = targets[0] = 9;
    classes[0] = featureNames[0] = "changed";
    expect([...data.inputs, ...data.targets]).toEqual([1, 2, 0]);
    expect(data).toMatchObject({ classes: ["a"], featureNames: ["x", "y"] });
    expect([data, data.classes, data.featureNames].every(Object.isFrozen)).toBe(true);
  });

  const holey: number[][] = [[1, 2], [3], [5, 6]];
  holey[1].length = 2;
  const holeyTargets = [0, 1, 0];
  delete holeyTargets[1];
  const cases: [string, object, string, RegExp][] = [
    ["no rows", { inputs: [], targets: [] }, "DataError", /inputs.*at least one row/],
    ["no features", { inputs: [[], []], targets: [0, 1] }, "ShapeError", /at least one number per row/],
    ["ragged rows", { ...good, inputs: [[1, 2], [3], [5, 6]] }, "ShapeError", /row 1.*2 values/],
    ["a row that is no array", { ...good, inputs: [[1, 2], 3, [5, 6]] }, "DataError", /row 1/],
    ["a hole in a row", { ...good, inputs: holey }, "DataError", /row 1, column 1.*undefined/],
    ["a hole in the targets", { ...good, targets: holeyTargets }, "DataError", /targets, row 1, column 0.*undefined/],
    [
      "NaN",
      {
        ...good,
        inputs: [
          [1, 2],
          [3, Number.NaN],
          [5, 6],
        ],
      },
      "DataError",
      /row 1, column 1.*NaN/,
    ],
    [
      "infinity, by its name",
      {
        ...good,
        featureNames: ["age", "height"],
        inputs: [
          [1, 2],
          [3, 4],
          [5, -1 / 0],
        ],
      },
      "DataError",
      /row 2, column 1 \(height\).*-Infinity/,
    ],
    [
      "1e39 beyond float32",
      {
        ...good,
        inputs: [
          [1e39, 2],
          [3, 4],
          [5, 6],
        ],
      },
      "DataError",
      /row 0.*float32's range/,
    ],
    ["3.4028236e38, infinite in float32", { ...good, targets: [0, 3.4028236e38, 0] }, "DataError", /targets, row 1/],
    [
      "NaN in a typed array",
      { inputs: Float32Array.of(1, 2, 3, Number.NaN), features: 2, targets: [0, 1] },
      "DataError",
      /row 1, column 1/,
    ],
    [
      "a string",
      {
        ...good,
        inputs: [
          [1, "2"],
          [3, 4],
          [5, 6],
        ],
      },
      "DataError",
      /row 0, column 1.*"2"/,
    ],
    [
      "null",
      {
        ...good,
        inputs: [
          [1, null],
          [3, 4],
          [5, 6],
        ],
      },
      "DataError",
      /row 0, column 1.*null/,
    ],
    [
      "a bigint",
      {
        ...good,
        inputs: [
          [1, 2n],
          [3, 4],
          [5, 6],
        ],
      },
      "DataError",
      /row 0, column 1/,
    ],
    ["bigints", { ...good, inputs: BigInt64Array.of(1n, 2n, 3n), features: 1 }, "DataError", /row 0, column 0/],
    ["text for inputs", { ...good, inputs: "1,2" }, "DataError", /dataset.inputs/],
    ["a flat array of unknown width", { ...good, inputs: Float32Array.of(1, 2) }, "ShapeError", /features/],
    ["a flat array that does not divide", { ...good, inputs: [1, 2, 3], features: 2 }, "ShapeError", /multiple of 2/],
    ["another number of rows", { ...good, rows: 4 }, "ShapeError", /expected 4 rows/],
    ["another width", { ...good, features: 3 }, "ShapeError", /row 0.*3 values/],
    ["too few targets", { ...good, targets: [0, 1] }, "ShapeError", /targets.*3 values/],
    ["too few target rows", { ...good, targets: [[0], [1]] }, "ShapeError", /targets.*3 rows/],
    ["no targets", { inputs: [[1]] }, "OptionError", /dataset.targets/],
    ["ragged targets", { ...good, targets: [[0, 1], [1], [0, 1]] }, "ShapeError", /targets, row 1/],
    ["targets of another width", { ...good, targets: [0, 1, 0], outputs: 2 }, "ShapeError", /6 values/],
    ["a class number k", { ...good, targets: [0, 1, 2], classes: ["a", "b"] }, "DataError", /row 2.*got 2.*0…1/],
    ["a negative class number", { ...good, targets: [0, -1, 0], classes: ["a", "b"] }, "DataError", /row 1/],
    ["a fractional class number", { ...good, targets: [0, 0.5, 0], classes: ["a", "b"] }, "DataError", /row 1.*0\.5/],
    [
      "two targets per row with classes",
      { ...good, targets: [0, 1, 0, 1, 0, 1], classes: ["a", "b"] },
      "ShapeError",
      /3 values/,
    ],
    [
      "names as targets beside classes",
      { ...good, targets: ["a", "b", "a"], classes: ["a", "b"] },
      "DataError",
      /targets, row 0/,
    ],
    ["names and numbers as targets", { ...good, targets: ["a", 1, "a"] }, "DataError", /targets, row 1/],
    ["a class twice", { ...good, classes: ["a", "a"] }, "OptionError", /classes/],
    ["a feature name too few", { ...good, featureNames: ["a"] }, "ShapeError", /featureNames.*2 names/],
    ["an unknown option", { ...good, target: 1 }, "OptionError", /Did you mean "targets"/],
  ];
  test.each(cases)("refuses %s", (_, options, name, words) => {
    const act = () => dataset(options as Parameters<typeof dataset>[0]);
    expect(act).toThrow(expect.objectContaining({ name, message: expect.stringMatching(words) }));
  });
});

describe("subset", () => {
  test("copies the chosen rows in their order with names, classes and the mark", () => {
    const data: Dataset = {
      ...dataset({ ...good, classes: ["a", "b"], featureNames: ["x", "y"] }),
      standardised: true,
    };
    const part = subset(data, Uint32Array.of(2, 1));
    expect([...part.inputs, ...part.targets]).toEqual([5, 6, 3, 4, 0, 1]);
    expect(part).toMatchObject({ rows: 2, classes: ["a", "b"], featureNames: ["x", "y"], standardised: true });
  });

  test.each([[[3]], [[-1]], [[0.5]], [[]]])("refuses the row numbers %j", (rows) => {
    expect(() => subset(dataset(good), rows)).toThrow(expect.objectContaining({ name: "DataError" }));
  });
});

describe("checkDataset", () => {
  const base = { inputs: new Float32Array(6), targets: new Float32Array(3), rows: 3, features: 2, outputs: 1 };
  test("passes what dataset made and a plain object of the right shape", () => {
    for (const value of [dataset(good), base, { ...base, classes: ["a"], featureNames: ["x", "y"] }]) {
      expect(checkDataset("fit", value)).toEqual(value);
      expect(isDataset(value)).toBe(true);
    }
  });

  test.each([
    ["", undefined],
    ["", 5],
    [".rows", { ...base, rows: 0 }],
    [".features", { ...base, features: 1.5 }],
    [".inputs", { ...base, inputs: [1, 2, 3, 4, 5, 6] }],
    [".inputs", { ...base, rows: 4 }],
    [".targets", { ...base, targets: new Float32Array(4) }],
    [".classes", { ...base, classes: "ab" }],
    [".outputs", { ...base, outputs: 2, targets: new Float32Array(6), classes: ["a", "b"] }],
    [".featureNames", { ...base, featureNames: ["x"] }],
  ])("names the part %j that does not fit", (part, value) => {
    expect(() => checkDataset("fit", value)).toThrow(
      expect.objectContaining({ name: "ShapeError", where: `fit${part}` }),
    );
    expect(isDataset(value)).toBe(false);
  });
});
