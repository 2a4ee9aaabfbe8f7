// standardizer: the golden figures, its inverse, constant columns, JSON, and what it refuses.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dataset } from "../../src/data/dataset.ts";
import { isStandardizer } from "../../src/data/isStandardizer.ts";
import { standardizer, standardizerFromJSON } from "../../src/data/standardizer.ts";

interface Golden {
  id: string;
  X: number[][];
  t: number[];
  mean: number[];
  sd_m_minus_1: number[];
  Z: number[][];
}
const golden: { cases: Golden[] } = JSON.parse(
  readFileSync(new URL("../golden/standardise.json", import.meta.url), "utf8"),
);
const some = () =>
  dataset({
    inputs: [
      [1, 5, 2],
      [2, 5, 4],
      [4, 5, 8],
    ],
    targets: [10, 20, 60],
  });

/** Within 1e-6 of itself, or of what rounding to float32 makes of it. */
function near(got: ArrayLike<number>, want: readonly number[], slack: (at: number) => number): void {
  expect(got.length).toBe(want.length);
  for (const [at, value] of want.entries())
    expect(Math.abs(got[at] - value), `value ${at}`).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(value)) + slack(at));
}

describe("standardizer", () => {
  test.each(golden.cases)("has the golden mean, deviation and values within 1e-6: $id", (c) => {
    const data = dataset({ inputs: c.X, targets: c.t });
    const scale = standardizer(data);
    const width = c.mean.length;
    const slack = (at: number) => {
      const column = at % width;
      return (2.4e-7 * Math.max(...c.X.map((row) => Math.abs(row[column])))) / c.sd_m_minus_1[column];
    };
    near(scale.mean, c.mean, () => 0);
    near(scale.deviation, c.sd_m_minus_1, (at) => slack(at) * c.sd_m_minus_1[at]);
    near(scale.apply(data).inputs, c.Z.flat(), slack);
    near(scale.restore(scale.apply(data)).inputs, c.X.flat(), () => 0);
  });

  test("gives every column mean 0 and deviation 1 within 1e-5, and back within 2e-6 of the largest value", () => {
    const value = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 60 }), (inputs) => {
        const data = dataset({ inputs, targets: inputs.map(() => 0) });
        const scale = standardizer(data);
        const again = standardizer({ ...scale.apply(data) });
        for (const column of [0, 1]) {
          expect(Math.abs(again.mean[column])).toBeLessThan(1e-5);
          expect(Math.abs(again.deviation[column] - (scale.deviation[column] === 0 ? 0 : 1))).toBeLessThan(1e-5);
        }
        const back = scale.restore(scale.apply(data));
        for (const [at, x] of data.inputs.entries()) expect(Math.abs(back.inputs[at] - x)).toBeLessThan(2e-3);
      }),
    );
  });

  test("makes a constant column 0 and restores it exactly, also where its sum rounds", () => {
    const data = dataset({ inputs: Array.from({ length: 10 }, (_, row) => [0.1, row]), targets: new Float32Array(10) });
    const scale = standardizer(data);
    const ready = scale.apply(data);
    expect(scale.deviation[0]).toBe(0);
    expect(ready.inputs.filter((_, at) => at % 2 === 0)).toEqual(new Float32Array(10));
    expect(scale.restore(ready).inputs.filter((_, at) => at % 2 === 0)).toEqual(new Float32Array(10).fill(0.1));
  });

  test("marks what it applied, and restore takes the mark away", () => {
    const scale = standardizer(some());
    const ready = scale.apply(some());
    expect([ready.standardised, scale.restore(ready).standardised]).toEqual([true, undefined]);
    expect(() => scale.apply(ready)).toThrow(/standardised already/);
  });

  test("leaves targets alone, or standardises them when told so", () => {
    expect([...standardizer(some()).apply(some()).targets]).toEqual([10, 20, 60]);
    const scale = standardizer(some(), { targets: true });
    expect([...(scale.targetMean ?? [])]).toEqual([30]);
    const { targets } = scale.apply(some());
    expect(targets[0] + targets[1] + targets[2]).toBeCloseTo(0, 6);
    expect([...scale.restoreTargets(targets)].map(Math.round)).toEqual([10, 20, 60]);
    expect([...scale.restore(scale.apply(some())).targets].map(Math.round)).toEqual([10, 20, 60]);
  });

  test("divides by m with ddof 0 and by m − 1 by default", () => {
    const data = dataset({ inputs: [[1], [3]], targets: [0, 0] });
    expect([standardizer(data).deviation[0], standardizer(data, { ddof: 0 }).deviation[0]]).toEqual([Math.SQRT2, 1]);
  });

  test("applies to bare rows as to a data set, bit for bit, and cannot be changed from outside", () => {
    const scale = standardizer(some());
    const want = scale.apply(some()).inputs;
    expect(scale.applyRows(some().inputs, 3)).toEqual(want);
    expect(scale.applyRows(some().inputs.subarray(3, 6), 1)).toEqual(want.slice(3, 6));
    scale.mean.fill(7);
    expect(scale.applyRows(some().inputs, 3)).toEqual(want);
    expect(Object.isFrozen(scale)).toBe(true);
  });

  test("survives JSON bit for bit", () => {
    const number = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 2 }), fc.boolean(), (rows, targets) => {
        const data = dataset({ inputs: rows.map(([x]) => [x]), targets: rows.map(([, y]) => y) });
        const scale = standardizer(data, { targets });
        const again = standardizerFromJSON(JSON.parse(JSON.stringify(scale)));
        expect(again.toJSON()).toEqual(scale.toJSON());
        expect(again.apply(data)).toEqual(scale.apply(data));
        expect(isStandardizer(again)).toBe(true);
      }),
    );
  });

  const scale = standardizer(some());
  const json = scale.toJSON();
  const narrow = dataset({ inputs: [[1], [2]], targets: [0, 1] });
  const named = dataset({ inputs: [[1], [2]], targets: ["a", "b"] });
  const spoilt = { ...narrow, inputs: Float32Array.of(1, Number.NaN) };
  test.each<[string, () => unknown, string, RegExp]>([
    ["one row", () => standardizer(dataset({ inputs: [[1]], targets: [1] })), "DataError", /rows − ddof = 0/],
    ["class numbers as targets to scale", () => standardizer(named, { targets: true }), "OptionError", /class numbers/],
    ["a NaN in data made by hand", () => standardizer(spoilt), "DataError", /row 1, column 0.*NaN/],
    ["a table of another width", () => scale.apply(narrow), "ShapeError", /got 1, expected 3 features/],
    ["rows of another width", () => scale.applyRows(new Float32Array(4), 2), "ShapeError", /expected 3 features/],
    ["an unknown option", () => standardizer(some(), { ddf: 0 } as object), "OptionError", /Did you mean "ddof"/],
    ["a negative ddof", () => standardizer(some(), { ddof: -1 }), "OptionError", /ddof/],
    ["no data", () => standardizer(undefined as never), "ShapeError", /standardizer/],
    ["JSON of nothing", () => standardizerFromJSON(null), "FormatError", /means/],
    ["JSON without a deviation", () => standardizerFromJSON({ ...json, deviation: [1] }), "FormatError", /pair/],
    ["JSON with a NaN", () => standardizerFromJSON({ ...json, mean: [1, 2, Number.NaN] }), "FormatError", /finite/],
    [
      "JSON with a negative deviation",
      () => standardizerFromJSON({ ...json, deviation: [1, -1, 1] }),
      "FormatError",
      /≥ 0/,
    ],
  ])("refuses %s", (_, act, name, words) => {
    expect(act).toThrow(expect.objectContaining({ name, message: expect.stringMatching(words) }));
  });
});
