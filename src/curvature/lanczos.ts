// Lanczos' process with full reorthogonalisation: the Hessian seen in a Krylov space.
import type { Tensor } from "../core/core.ts";
import type { CostFunction } from "../optimizers/costFunction.ts";
import type { Basis } from "./basis.ts";
import { type Eigen, eigenResting } from "./symmetricEigen.ts";

/** Below this share of the largest entry of T, a new direction is rounding. */
const ROUNDING = 1e-6;

/** product ← H·direction, both in the core's memory. */
export type Products = Pick<CostFunction, "direction" | "product" | "multiply" | "rest">;

export interface Krylov {
  /** how many vectors the space has; fewer than asked for where it is exhausted */
  readonly size: number;
  /** QᵀHQ, size × size */
  readonly matrix: readonly Float64Array[];
  readonly eigen: Eigen;
  /** length of what is left of H·q of the last vector: the error bound of a Ritz value is this times its vector's last element */
  readonly rest: number;
}

/**
 * q₀ is the start, qᵢ₊₁ what H·qᵢ adds; T = QᵀHQ from the projections that orthogonalising computes.
 *
 * @param basis    memory for k + 1 vectors; q₀ … are left in it
 * @param start    its direction is q₀; overwritten
 * @param restart  where the space is exhausted, writes a new vector into `start` and returns true; without it the process ends
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 10.1
 */
export async function lanczos(
  basis: Basis,
  start: Tensor,
  k: number,
  products: Products,
  restart?: () => boolean,
): Promise<Krylov> {
  const { direction, product } = products;
  const matrix = Array.from({ length: k }, () => new Float64Array(k));
  let size = basis.append(start, 0).length > 0 ? 1 : 0;
  let rest = 0;
  let largest = 0;
  for (let i = 0; i < size; i++) {
    basis.copy(basis.vector(i), direction);
    await products.multiply();
    // H·qᵢ against q₀ … qᵢ: their coefficients are T's column i
    const { length, projections } = basis.append(product, i + 1);
    for (let j = 0; j <= i; j++) {
      matrix[j][i] = projections[j];
      matrix[i][j] = projections[j];
      largest = Math.max(largest, Math.abs(projections[j]));
    }
    rest = length;
    if (i + 1 === k) break;
    if (length > ROUNDING * largest) {
      matrix[i + 1][i] = length;
      matrix[i][i + 1] = length;
      size++;
      continue;
    }
    rest = 0;
    while (restart?.()) {
      if (basis.append(start, i + 1).length > 1e-3) {
        size++;
        break;
      }
    }
  }
  const square = () => matrix.slice(0, size).map((row) => row.slice(0, size));
  return { size, matrix: square(), eigen: await eigenResting(square(), true, () => products.rest()), rest };
}
