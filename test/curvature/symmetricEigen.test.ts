// Eigenvalues and eigenvectors of symmetric matrices: what defines them, on any matrix and on the awkward ones.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Eigen, eigenResting, symmetricEigen } from "../../src/curvature/symmetricEigen.ts";
import { fingerprint } from "../../src/formats/fnv.ts";
import { noise } from "../support/numbers.ts";
import { dot } from "./support.ts";

type Matrix = readonly ArrayLike<number>[];
const diagonal = (values: readonly number[]) => values.map((v, i) => values.map((_, j) => (i === j ? v : 0)));
const random = (n: number, seed: number) => {
  const a = noise(n * n, seed);
  return Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (_, j) => a[Math.min(i, j) * n + Math.max(i, j)]),
  );
};
const sizeOf = (matrix: Matrix) => Math.max(Number.MIN_VALUE, ...matrix.flatMap((row) => Array.from(row, Math.abs)));

/** A·v = λv, VᵀV = 1, sorted, and Σλ = trace, each within 1e-12 of the matrix's size. */
function expectEigen(matrix: Matrix, { values, vectors }: Eigen): void {
  const n = matrix.length;
  const allowed = 1e-13 * n * sizeOf(matrix) + 5e-324 * n;
  expect(values.length).toBe(n);
  for (let i = 0; i < n; i++) {
    if (i > 0) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]);
    for (let k = 0; k < n; k++) {
      expect(Math.abs(dot(matrix[k], vectors[i]) - values[i] * vectors[i][k])).toBeLessThanOrEqual(allowed);
      expect(Math.abs(dot(vectors[i], vectors[k]) - (i === k ? 1 : 0))).toBeLessThanOrEqual(1e-13 * n);
    }
  }
  const trace = matrix.reduce((sum, row, i) => sum + row[i], 0);
  expect(Math.abs(values.reduce((sum, v) => sum + v, 0) - trace)).toBeLessThanOrEqual(n * allowed);
}

const entry = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
  fc.constantFrom(0, 1, -1, 1e-8, -1e8, 3),
);
const symmetric = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc.array(entry, { minLength: (n * (n + 1)) / 2, maxLength: (n * (n + 1)) / 2 }).map((upper) =>
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => {
        const [low, high] = [Math.min(i, j), Math.max(i, j)];
        return upper[(high * (high + 1)) / 2 + low];
      }),
    ),
  ),
);

describe("symmetricEigen", () => {
  test("A·v = λv and VᵀV = 1 within 1e-13·n, sorted, on any symmetric matrix", () => {
    fc.assert(
      fc.property(symmetric, (matrix) => expectEigen(matrix, symmetricEigen(matrix))),
      { numRuns: 300, seed: 1 },
    );
  });

  test.each([
    ["a single number", [[-3]]],
    ["zeros", diagonal([0, 0, 0, 0])],
    ["the unit matrix", diagonal([1, 1, 1, 1, 1])],
    ["a diagonal", diagonal([3, -1, 0, 2, -1])],
    [
      "repeated eigenvalues",
      [
        [2, 1, 1],
        [1, 2, 1],
        [1, 1, 2],
      ],
    ],
    [
      "a tridiagonal that falls apart",
      [
        [1, 2, 0, 0],
        [2, 1, 0, 0],
        [0, 0, 5, 1e-9],
        [0, 0, 1e-9, 5],
      ],
    ],
    [
      "eigenvalues ±1",
      [
        [0, 1, 0, 0],
        [1, 0, 0, 0],
        [0, 0, 0, 1],
        [0, 0, 1, 0],
      ],
    ],
    [
      "tiny numbers",
      [
        [0, 1e-162],
        [1e-162, 0],
      ],
    ],
    [
      "huge numbers",
      [
        [1e200, 1e200],
        [1e200, -1e200],
      ],
    ],
    [
      "very unequal numbers",
      [
        [1e8, 1, 0],
        [1, 1, 1e-8],
        [0, 1e-8, 1e-8],
      ],
    ],
    ["rank one", [1, 2, 3, 4].map((a) => [1, 2, 3, 4].map((b) => a * b))],
  ] as const)("takes %s", (_, matrix) => {
    expectEigen(matrix, symmetricEigen(matrix));
  });

  test("gives the Laplacian's 2 − 2cos(kπ/(n + 1)) within 1e-13, n = 40", () => {
    const matrix = diagonal(Array(40).fill(2));
    for (let i = 1; i < 40; i++) matrix[i][i - 1] = matrix[i - 1][i] = -1;
    const eigen = symmetricEigen(matrix);
    expectEigen(matrix, eigen);
    eigen.values.forEach((v, i) => {
      expect(Math.abs(v - (2 - 2 * Math.cos(((i + 1) * Math.PI) / 41)))).toBeLessThan(1e-13);
    });
  });

  test("finds planted eigenvalues within 1e-12, n = 60", () => {
    const n = 60;
    const basis = symmetricEigen(random(n, 5)).vectors;
    const planted = Array.from({ length: n }, (_, i) => (i < 20 ? 0 : i - 40));
    const matrix = basis[0].length === n ? random(n, 6) : [];
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) matrix[i][j] = basis.reduce((sum, v, k) => sum + planted[k] * v[i] * v[j], 0);
    const { values } = symmetricEigen(matrix);
    const sorted = planted.toSorted((a, b) => a - b);
    values.forEach((v, i) => {
      expect(Math.abs(v - sorted[i])).toBeLessThan(1e-12 * n);
    });
  });

  test("keeps its argument, and gives the same bits each time and in pieces", async () => {
    const matrix = random(30, 3);
    const before = matrix.map((row) => row.slice());
    const first = symmetricEigen(matrix);
    expect(matrix).toEqual(before);
    expect(symmetricEigen(matrix)).toEqual(first);
    let rests = 0;
    const rest = async () => {
      rests++;
    };
    expect(
      await eigenResting(
        matrix.map((row) => row.slice()),
        true,
        rest,
      ),
    ).toEqual(first);
    expect(rests).toBeGreaterThan(30);
    const alone = await eigenResting(
      matrix.map((row) => row.slice()),
      false,
      rest,
    );
    expect(alone.values).toEqual(first.values);
    expect(alone.vectors).toEqual([]);
  });

  test("its bits are those that every engine gives", () => {
    const { values, vectors } = symmetricEigen(random(24, 9));
    expect(fingerprint(Float32Array.from([...values, ...vectors.flatMap((v) => [...v])]))).toMatchInlineSnapshot(
      `"c3f9e344ed1df826"`,
    );
  });
});
