// Lanczos' process: extremes, error bounds, symmetry, exhausted spaces, on planted matrices and on a network.
import { describe, expect, test } from "vitest";
import { Arena } from "../../src/core/arena.ts";
import type { Core } from "../../src/core/core.ts";
import { Basis } from "../../src/curvature/basis.ts";
import { lanczos } from "../../src/curvature/lanczos.ts";
import { symmetricEigen } from "../../src/curvature/symmetricEigen.ts";
import { wasmTestCore } from "../support/kernel.ts";
import { noise } from "../support/numbers.ts";
import { dot, exactHessian, norm, pair, rowsFor, twoLayers } from "./support.ts";

const rest = async () => {};

/** Lanczos on a function v ↦ Hv, in a core of its own. */
async function run(
  count: number,
  k: number,
  multiply: (v: Float32Array) => ArrayLike<number>,
  begin: ArrayLike<number>,
  restart?: (core: Core, write: (v: ArrayLike<number>) => void) => boolean,
) {
  const core = await wasmTestCore();
  const arena = new Arena(core);
  const basis = new Basis(arena, count, k + 1);
  const take = (name: string) => arena.take(name, "float32", count);
  const [direction, product, start] = [take("direction"), take("product"), take("start")];
  core.write(start, begin);
  const products = {
    direction,
    product,
    rest,
    multiply: async () => core.write(product, multiply(core.read(direction) as Float32Array)),
  };
  const again = restart && (() => restart(core, (v) => core.write(start, v)));
  const krylov = await lanczos(basis, start, k, products, again);
  const vectors = Array.from({ length: krylov.size }, (_, i) => core.read(basis.vector(i)) as Float32Array);
  return { ...krylov, vectors };
}

const planted = (values: readonly number[]) => (v: Float32Array) => v.map((x, i) => x * values[i]);
const spread = Array.from({ length: 120 }, (_, i) => (i === 0 ? -4 : i === 119 ? 9 : -1 + i / 60));

describe("on a diagonal of 120 with eigenvalues −4 and 9 outside of −1 … 1", () => {
  test("25 vectors give both extremes within 1e-3, inside their error bounds", async () => {
    const { eigen, rest: left, size } = await run(120, 25, planted(spread), noise(120, 1));
    const { values, vectors } = eigen;
    expect(size).toBe(25);
    for (const [i, truth] of [
      [0, -4],
      [24, 9],
    ] as const) {
      const bound = left * Math.abs(vectors[i][size - 1]);
      expect(Math.abs(values[i] - truth)).toBeLessThan(1e-3 * Math.abs(truth));
      expect(Math.abs(values[i] - truth)).toBeLessThanOrEqual(bound + 1e-5);
    }
  });

  test.each([3, 5, 9, 14])("every Ritz value of %i vectors is within its bound of an eigenvalue", async (k) => {
    const { eigen, rest: left, size } = await run(120, k, planted(spread), noise(120, 1));
    eigen.values.forEach((value, i) => {
      const nearest = Math.min(...spread.map((truth) => Math.abs(truth - value)));
      expect(nearest).toBeLessThanOrEqual(left * Math.abs(eigen.vectors[i][size - 1]) + 1e-5);
    });
  });

  test("T is symmetric, and QᵀHQ and QᵀQ = 1 within 1e-5", async () => {
    const { matrix, vectors } = await run(120, 25, planted(spread), noise(120, 1));
    for (let i = 0; i < 25; i++)
      for (let j = 0; j < 25; j++) {
        expect(matrix[i][j]).toBe(matrix[j][i]);
        const exact = vectors[i].reduce((sum, v, k) => sum + v * spread[k] * vectors[j][k], 0);
        expect(Math.abs(matrix[i][j] - exact)).toBeLessThan(1e-5);
        expect(Math.abs(dot(vectors[i], vectors[j]) - (i === j ? 1 : 0))).toBeLessThan(1e-5);
      }
  });

  test("the first vector is the start's direction", async () => {
    const begin = noise(120, 1);
    const { vectors } = await run(120, 5, planted(spread), begin);
    expect(Math.abs(dot(vectors[0], begin) / norm(begin) - 1)).toBeLessThan(1e-6);
  });
});

describe("where the space is exhausted", () => {
  const three = [2, 2, 2, 5, 5, -1, -1, -1];

  test("the process ends, with the eigenvalues that the start has a share of", async () => {
    const { size, eigen, rest: left } = await run(8, 8, planted(three), noise(8, 1));
    expect(size).toBe(3);
    expect(left).toBe(0);
    for (const [i, truth] of [-1, 2, 5].entries()) expect(Math.abs(eigen.values[i] - truth)).toBeLessThan(1e-5);
  });

  test("restarts find repeated eigenvalues too", async () => {
    let seed = 10;
    const restart = (_: Core, write: (v: ArrayLike<number>) => void) => {
      write(noise(8, seed++));
      return seed < 100;
    };
    const { size, eigen } = await run(8, 8, planted(three), noise(8, 1), restart);
    expect(size).toBe(8);
    const sorted = three.toSorted((a, b) => a - b);
    eigen.values.forEach((v, i) => {
      expect(Math.abs(v - sorted[i])).toBeLessThan(1e-5);
    });
  });

  test("a start of zeros gives a space without vectors, and the zero matrix one with one", async () => {
    expect((await run(8, 4, planted(three), new Float32Array(8))).size).toBe(0);
    const nothing = await run(8, 4, planted(Array(8).fill(0)), noise(8, 1));
    expect(nothing.size).toBe(1);
    expect(nothing.eigen.values[0]).toBe(0);
  });
});

test("a basis of k vectors of n numbers takes k·n float32 numbers and less than 16 kB besides", async () => {
  for (const k of [1, 10, 33]) {
    const arena = new Arena(await wasmTestCore());
    const before = arena.mark();
    new Basis(arena, 5000, k);
    const bytes = arena.mark() - before;
    expect(bytes).toBeGreaterThanOrEqual(4 * 5000 * k);
    expect(bytes).toBeLessThan(4 * 5000 * k + 16384);
  }
});

test("on a network of 43 weights, 20 vectors give the Hessian's extremes within 1e-3", async () => {
  const { wasm, exact } = await pair(twoLayers("tanh", "softmaxCrossEntropy"));
  const rows = rowsFor("softmaxCrossEntropy", 30, 4, 3);
  const count = wasm.parameters.length;
  const truth = symmetricEigen(exactHessian(exact, rows)).values;
  const multiply = (v: Float32Array) => wasm.hessianVectorProduct(rows.inputs, rows.targets, v);
  const { eigen, size } = await run(count, 20, multiply, noise(count, 2));
  const largest = truth[count - 1];
  expect(Math.abs(eigen.values[size - 1] - largest)).toBeLessThan(1e-3 * largest);
  expect(Math.abs(eigen.values[0] - truth[0])).toBeLessThan(1e-3 * Math.max(-truth[0], 0.1 * largest));
});
