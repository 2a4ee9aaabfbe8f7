// split: every row once, exact sizes, classes in proportion; and apportion, which counts the rows out.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apportion } from "../../src/data/apportion.ts";
import { type Dataset, dataset } from "../../src/data/dataset.ts";
import { split } from "../../src/data/split.ts";

const numbered = (rows: number) =>
  dataset({
    inputs: Array.from({ length: rows }, (_, row) => [row]),
    targets: Array.from({ length: rows }, () => 0.5),
  });
const rowsOf = (data: Dataset | undefined) => [...(data?.inputs ?? [])];

describe("split", () => {
  test("puts every row into exactly one set, ascending, with rounded sizes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 300 }),
        fc.double({ min: 0.1, max: 0.4, noNaN: true }),
        fc.double({ min: 0.1, max: 0.4, noNaN: true }),
        fc.integer({ min: 0, max: 2 ** 40 }),
        (rows, validation, test, seed) => {
          const sets = split(numbered(rows), { validation, test, seed });
          expect([rowsOf(sets.validation).length, rowsOf(sets.test).length]).toEqual([
            Math.round(rows * validation),
            Math.round(rows * test),
          ]);
          const all = [sets.train, sets.validation, sets.test].map(rowsOf);
          for (const set of all) expect(set).toEqual([...set].sort((a, b) => a - b));
          expect(all.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
        },
      ),
    );
  });

  test("gives every class its share of every set within one row, and the sizes of the sets exactly", () => {
    const classNumbers = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 10, maxLength: 200 });
    fc.assert(
      fc.property(classNumbers, fc.integer({ min: 0, max: 1000 }), (targets, seed) => {
        const data = dataset({ inputs: targets.map((_, row) => [row]), targets, classes: [..."abcdefg"] });
        const sets = split(data, { validation: 0.2, test: 0.15, seed });
        expect(sets.validation.rows).toBe(Math.round(targets.length * 0.2));
        expect(sets.test.rows).toBe(Math.round(targets.length * 0.15));
        for (const set of [sets.train, sets.validation, sets.test]) {
          for (let kind = 0; kind < 7; kind++) {
            const quota = (targets.filter((t) => t === kind).length * set.rows) / targets.length;
            expect(Math.abs(set.targets.filter((t) => t === kind).length - quota)).toBeLessThan(1);
          }
        }
      }),
    );
  });

  test("is the same for one seed and another for the next", () => {
    const data = numbered(100);
    expect(rowsOf(split(data, { seed: 7 }).test)).toEqual(rowsOf(split(data, { seed: 7 }).test));
    expect(rowsOf(split(data, { seed: 7 }).test)).not.toEqual(rowsOf(split(data, { seed: 8 }).test));
    expect(split(data)).toEqual(split(data, { validation: 0.15, test: 0.15, seed: 1 }));
  });

  test("keeps names, classes and the mark of a standardizer", () => {
    const data = dataset({ inputs: [[1], [2], [3], [4]], targets: ["a", "b", "a", "b"], featureNames: ["x"] });
    const { train } = split({ ...data, standardised: true }, { validation: 0, test: 0.5 });
    expect(train).toMatchObject({ classes: ["a", "b"], featureNames: ["x"], standardised: true });
  });

  test("has no set where the share is 0", () => {
    const sets = split(numbered(10), { validation: 0, test: 0 });
    const nothing: undefined = sets.validation;
    expect([nothing, sets.test, sets.train.rows]).toEqual([undefined, undefined, 10]);
    expect(Object.keys(sets)).toEqual(["train", "validation", "test"]);
  });

  test("does not look at classes when told so", () => {
    const data = dataset({
      inputs: numbered(40).inputs,
      features: 1,
      targets: Array.from({ length: 40 }, (_, i) => i % 2),
      classes: ["a", "b"],
    });
    expect(rowsOf(split(data, { stratify: false }).test)).toEqual(rowsOf(split(numbered(40)).test));
  });

  test.each([
    ["shares that leave nothing", 10, { validation: 0.5, test: 0.5 }, "OptionError"],
    ["a share of 1", 10, { validation: 1 }, "OptionError"],
    ["a negative share", 10, { test: -0.1 }, "OptionError"],
    ["NaN", 10, { test: Number.NaN }, "OptionError"],
    ["a fractional seed", 10, { seed: 0.5 }, "OptionError"],
    ["stratify without classes", 10, { stratify: true }, "OptionError"],
    ["an unknown option", 10, { tests: 0.1 }, "OptionError"],
    ["too few rows for a test set", 3, {}, "DataError"],
    ["too few rows to train on", 2, { validation: 0.45, test: 0.45 }, "DataError"],
  ])("refuses %s", (_, rows, options, name) => {
    expect(() => split(numbered(rows), options as object)).toThrow(expect.objectContaining({ name }));
  });

  test("names the row of a class number that does not exist", () => {
    const data = { ...numbered(10), classes: ["a", "b"] };
    expect(() => split(data)).toThrow(/split, row 0.*0\.5/);
  });
});

test("apportion rounds every quota down or up and keeps all sums", () => {
  const sizes = fc.array(fc.nat(40), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      sizes,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (sizes, a, b) => {
        const all = sizes.reduce((sum, size) => sum + size, 0);
        fc.pre(all > 0);
        const first = Math.floor(a * all);
        const second = Math.floor(b * (all - first));
        const totals = [first, second, all - first - second] as const;
        const counts = apportion(sizes, [...totals]);
        for (const [set, total] of totals.entries()) expect(counts.reduce((sum, row) => sum + row[set], 0)).toBe(total);
        for (const [group, size] of sizes.entries()) {
          expect(counts[group].reduce((sum, count) => sum + count, 0)).toBe(size);
          for (const [set, total] of totals.entries())
            expect(Math.abs(counts[group][set] - (size * total) / all)).toBeLessThan(1);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
