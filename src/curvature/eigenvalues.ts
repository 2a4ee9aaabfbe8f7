// Eigenvalues of a network's Hessian: all of them from its columns, or Ritz values from Lanczos' process. Draws no conclusion.

import type { Model } from "../network/model.ts";
import { EIGENVECTORS } from "../numbers/purposes.ts";
import { Stream } from "../numbers/random.ts";
import type { CostFunction } from "../optimizers/costFunction.ts";
import { Basis } from "./basis.ts";
import { type Krylov, lanczos } from "./lanczos.ts";
import { eigenResting } from "./symmetricEigen.ts";

/** Of the largest eigenvalue in size: what float32's rounding of the products does to an eigenvalue, at most; 3e-7 was measured. */
const ROUNDING = 1e-6;
/** Over √n: a random unit vector's part along a given one is smaller than this once in 200 times. */
const LEAST_PART = 0.006;

export interface Measured {
  readonly eigenvalues: Float64Array;
  /** share of the spectrum that each stands for */
  readonly weights: Float64Array;
  readonly errors: { readonly smallest: number; readonly largest: number };
  readonly exact: boolean;
}

const roundingOf = (values: Float64Array) =>
  ROUNDING * Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));

/** All eigenvalues, from the Hessian's columns. */
export async function exactEigenvalues(cost: CostFunction, { core }: Model): Promise<Measured> {
  const { direction, product } = cost;
  const count = direction.length;
  const matrix: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    core.fill(direction, 0);
    core.set(direction, 1, i);
    await cost.multiply();
    matrix.push(Float64Array.from(core.read(product)));
  }
  // float32 rounds H·eᵢ and H·eⱼ differently: their mean is symmetric, and off by about as much as they are apart
  let squares = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (matrix[i][j] + matrix[j][i]) / 2;
      squares += 2 * (matrix[i][j] - mean) * (matrix[i][j] - mean);
      matrix[i][j] = mean;
      matrix[j][i] = mean;
    }
  }
  const { values } = await eigenResting(matrix, false, () => cost.rest());
  const weights = new Float64Array(count).fill(1 / count);
  const error = Math.sqrt(squares) + roundingOf(values);
  return { eigenvalues: values, weights, errors: { smallest: error, largest: error }, exact: true };
}

/**
 * How far beyond the largest Ritz value (`side` 1) or the smallest (−1) an eigenvalue may lie. One at λ, along whose vector the
 * start has a part of at least c, keeps  Π|λ − θᵢ| · c ≤ β₁ … βₖ,  the length of what is left of the start.
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 10.1: q₍ₖ₎ is the characteristic polynomial of T in H, times q₀
 */
function beyond({ matrix, eigen, rest }: Krylov, count: number, side: 1 | -1): number {
  const { values } = eigen;
  const { length } = values;
  const near = side === 1 ? length - 1 : 0;
  const most = Math.sqrt(count) / LEAST_PART;
  const isTooFar = (distance: number) => {
    let product = 1;
    for (let i = 0; i < length; i++) {
      const beta = i + 1 < length ? matrix[i + 1][i] : rest;
      product *= (distance + Math.abs(values[near] - values[near - side * i])) / beta;
    }
    return product > most;
  };
  if (rest === 0) return 0;
  let [low, high] = [0, rest];
  for (; high < Number.POSITIVE_INFINITY && !isTooFar(high); high *= 2) low = high;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (isTooFar(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Ritz values of a random start; their weights are the squares of their vectors' first elements (Gauss quadrature). */
export async function ritzValues(cost: CostFunction, model: Model, vectors: number, seed: number): Promise<Measured> {
  const { arena, core } = model;
  const count = cost.theta.length;
  const basis = new Basis(arena, count, vectors + 1);
  const start = arena.take("lanczos.start", "float32", count);
  const stream = new Stream(seed, EIGENVECTORS);
  // uniform numbers: cheaper than normal ones, and the estimates vary no more
  core.write(
    start,
    Float32Array.from({ length: count }, () => stream.uint32() / 2 ** 31 - 1),
  );
  const krylov = await lanczos(basis, start, vectors, cost);
  const { values, vectors: eigenvectors } = krylov.eigen;
  const error = (side: 1 | -1) => beyond(krylov, count, side) + roundingOf(values);
  return {
    eigenvalues: values,
    weights: Float64Array.from(eigenvectors, (v) => v[0] * v[0]),
    errors: { smallest: error(-1), largest: error(1) },
    exact: false,
  };
}
