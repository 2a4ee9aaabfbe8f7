// Gathering rows, classes and class weights in the order of the epoch: on both cores exact.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cursor, float32, kernelCall, testCores, uint32, zeros } from "../support/kernel.ts";
import { noise } from "../support/numbers.ts";

const cores = await testCores();

describe.each(cores)("in the %s core", (_, core) => {
  test.each([1, 3, 4, 5, 17, 32, 33, 70])(
    "gatherRows copies rows of width %i in the order, from the cursor's row on",
    (width) => {
      const table = noise(9 * width, width);
      const order = [8, 0, 3, 3, 7, 1, 2];
      for (const row of [0, 2, 4])
        for (const rows of [1, 2, 3]) {
          const { outputs } = kernelCall(core, "gatherRows", {
            outputs: zeros(rows * width),
            table: float32(table),
            order: uint32(order),
            cursor: cursor({ row }),
            rows,
            width,
          });
          const expected = order
            .slice(row, row + rows)
            .flatMap((from) => [...table.slice(from * width, (from + 1) * width)]);
          expect([...outputs]).toEqual(expected);
        }
    },
  );

  test("gatherRows without an order takes the rows as they stand, NaN, ±∞, −0 and subnormals unchanged", () => {
    const table = [1, 2, Number.NaN, Number.POSITIVE_INFINITY, -0, 2 ** -149, 7, 8];
    const { outputs } = kernelCall(core, "gatherRows", {
      outputs: zeros(6),
      table: float32(table),
      order: null,
      cursor: cursor({ row: 1 }),
      rows: 3,
      width: 2,
    });
    expect([...outputs]).toEqual(table.slice(2));
  });

  test("gatherRows gives any selection of any table", () => {
    const sample = fc.record({
      width: fc.integer({ min: 1, max: 20 }),
      order: fc.array(fc.nat(11), { minLength: 1, maxLength: 30 }),
      seed: fc.nat(100),
    });
    fc.assert(
      fc.property(sample, ({ width, order, seed }) => {
        const table = noise(12 * width, seed);
        const rows = order.length;
        const { outputs } = kernelCall(core, "gatherRows", {
          outputs: zeros(rows * width),
          table: float32(table),
          order: uint32(order),
          cursor: cursor(),
          rows,
          width,
        });
        return outputs.every((value, i) => value === table[order[Math.floor(i / width)] * width + (i % width)]);
      }),
      { numRuns: 50 },
    );
  });

  test.each([3, 4, 5, 17])("gatherClasses writes one hot row of %i levels per class number", (width) => {
    const classes = [2, 0, 1, width - 1];
    const order = [3, 0, 1, 2, 3];
    const { targets } = kernelCall(core, "gatherClasses", {
      targets: zeros(4 * width),
      table: float32(classes),
      order: uint32(order),
      levels: float32([0.125, 0.75]),
      cursor: cursor({ row: 1 }),
      rows: 4,
      width,
    });
    const expected = [0, 1, 2, 3].flatMap((r) =>
      Array.from({ length: width }, (_, c) => (c === classes[order[r + 1]] ? 0.75 : 0.125)),
    );
    expect([...targets]).toEqual(expected);
  });

  test("gatherClasses with one column gives the level of the truth value", () => {
    const { targets } = kernelCall(core, "gatherClasses", {
      targets: zeros(4),
      table: float32([0, 1, 1, 0, 1]),
      order: null,
      levels: float32([-1, 1]),
      cursor: cursor({ row: 1 }),
      rows: 4,
      width: 1,
    });
    expect([...targets]).toEqual([1, 1, -1, 1]);
  });

  test("gatherWeights gives each row its class's weight", () => {
    const { rowWeights } = kernelCall(core, "gatherWeights", {
      rowWeights: zeros(5),
      table: float32([2, 0, 1, 1]),
      order: uint32([9, 0, 1, 2, 3, 0]),
      classWeights: float32([0.5, 1, 4]),
      cursor: cursor({ row: 1 }),
      rows: 5,
    });
    expect([...rowWeights]).toEqual([4, 0.5, 1, 1, 4]);
  });
});
