// Eigenvalues of a network's Hessian: all of them from its columns, or Ritz values from Lanczos' process. Draws no conclusion.
import { EIGENVECTORS, Stream } from "../core/random.ts";
import type { Model } from "../network/model.ts";
import { Basis } from "./basis.ts";
import { lanczos } from "./lanczos.ts";
import type { Landscape } from "./landscape.ts";
import { eigenResting } from "./symmetric.ts";

export interface Measured {
  readonly eigenvalues: Float64Array;
  /** share of the spectrum that each stands for */
  readonly weights: Float64Array;
  readonly errors: { readonly smallest: number; readonly largest: number };
  readonly exact: boolean;
}

/** All eigenvalues, from the Hessian's columns. */
export async function exactEigenvalues(l: Landscape, { core }: Model): Promise<Measured> {
  const { count, direction, product } = l;
  const matrix: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    core.fill(direction, 0);
    core.set(direction, 1, i);
    await l.multiply();
    matrix.push(Float64Array.from(core.read(product)));
  }
  // float32 rounds H·eᵢ and H·eⱼ differently: their mean is symmetric
  let asymmetry = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (matrix[i][j] + matrix[j][i]) / 2;
      asymmetry = Math.max(asymmetry, Math.abs(matrix[i][j] - mean));
      matrix[i][j] = mean;
      matrix[j][i] = mean;
    }
  }
  const { values } = await eigenResting(matrix, false, () => l.pace.rest());
  const weights = new Float64Array(count).fill(1 / count);
  return { eigenvalues: values, weights, errors: { smallest: asymmetry, largest: asymmetry }, exact: true };
}

/** Ritz values of a random start; their weights are the squares of their vectors' first elements (Gauss quadrature). */
export async function ritzValues(l: Landscape, model: Model, vectors: number, seed: number): Promise<Measured> {
  const { arena, core } = model;
  const { count, direction, product } = l;
  const basis = new Basis(arena, count, vectors + 1);
  const start = arena.take("lanczos.start", "float32", count);
  const stream = new Stream(seed, EIGENVECTORS);
  // uniform numbers: cheaper than normal ones, and the estimates vary no more
  core.write(
    start,
    Float32Array.from({ length: count }, () => stream.uint32() / 2 ** 31 - 1),
  );
  const { eigen, rest, size } = await lanczos(basis, start, vectors, {
    direction,
    product,
    multiply: () => l.multiply(),
    rest: () => l.pace.rest(),
  });
  const { values, vectors: own } = eigen;
  const bound = (i: number) => rest * Math.abs(own[i][size - 1]);
  return {
    eigenvalues: values,
    weights: Float64Array.from(own, (v) => v[0] * v[0]),
    errors: { smallest: bound(0), largest: bound(size - 1) },
    exact: false,
  };
}
