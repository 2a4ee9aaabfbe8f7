// Rows whose class is predicted right: on both cores exact.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { float32, float64, kernelCall, testCores } from "../support/kernel.ts";
import { noise } from "../support/numbers.ts";

const cores = await testCores();

describe.each(cores)("in the %s core", (_, core) => {
  const accuracy = (predictions: ArrayLike<number>, targets: ArrayLike<number>, width: number, begin = 0) =>
    kernelCall(core, "accuracyForward", {
      correct: float64([begin]),
      predictions: float32(predictions),
      targets: float32(targets),
      rows: predictions.length / width,
      width,
    }).correct[0];

  test("it counts on from what stands there", () => {
    expect(accuracy([1, 2, 3, 4, 0, -1], [0, 1, 1, 0, 1, 0], 2, 10)).toBe(12);
  });

  test("one column: a prediction above 0 means yes, a target above ½ does", () => {
    const predictions = [-1, 0, 1, 5, -0, 1e-40, -3];
    const targets = [0, 0, 1, 0, 1, 1, 0.5];
    expect(accuracy(predictions, targets, 1)).toBe(5);
  });

  test("of equal predictions the first is chosen", () => {
    expect(accuracy([2, 2, 1, 1, 2, 2], [1, 0, 0, 0, 0, 1], 3)).toBe(1);
    expect(accuracy([0, 0, 0], [1, 0, 0], 3)).toBe(1);
  });

  test.each([2, 3, 4, 5, 17])("it agrees with the index of the largest of %i columns in any rows", (width) => {
    const argmax = (row: ArrayLike<number>) => Array.from(row).indexOf(Math.max(...Array.from(row)));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(1000), (rows, seed) => {
        const predictions = noise(rows * width, seed);
        const targets = noise(rows * width, seed + 1);
        let expected = 0;
        for (let r = 0; r < rows; r++) {
          const own = (values: Float32Array) => argmax(values.slice(r * width, (r + 1) * width));
          if (own(predictions) === own(targets)) expected++;
        }
        expect(accuracy(predictions, targets, width)).toBe(expected);
        expect(accuracy(targets, targets, width)).toBe(rows);
      }),
      { numRuns: 20 },
    );
  });

  test("infinite predictions are chosen or left", () => {
    expect(accuracy([0, Number.POSITIVE_INFINITY, 3], [0, 1, 0], 3)).toBe(1);
    expect(accuracy([Number.NEGATIVE_INFINITY, -1e38, Number.NEGATIVE_INFINITY], [0, 1, 0], 3)).toBe(1);
  });
});
