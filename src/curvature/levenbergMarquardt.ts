// Newton's method on the gradient's length, damped after Levenberg and Marquardt, in Krylov spaces.
import type { Core, Tensor } from "../core/core.ts";
import type { CostFunction } from "../optimizers/costFunction.ts";
import type { Basis } from "./basis.ts";
import { gradientNorm } from "./gradientNorm.ts";
import { lanczos } from "./lanczos.ts";
import { requireFinitePoint } from "./requireFinitePoint.ts";
import { type Eigen, eigenResting } from "./symmetricEigen.ts";

const FIRST_FACTOR = 0.1;
const LEAST_FACTOR = 1e-8;
const MOST_FACTOR = 1e8;
/** A step is taken from this share of the promised reduction on; the damping is kept between the other two. */
const TAKEN = 1e-4;
const POOR = 0.25;
const GOOD = 0.75;
/** A promised reduction below this share of ‖g‖² is float32's rounding. */
const ROUNDING = 1e-6;

export interface LevenbergMarquardtOptions {
  /** who asks, in messages */
  readonly where: string;
  /** vectors of the Krylov space */
  readonly krylov: number;
  readonly steps: number;
  readonly tolerance: number;
  readonly signal: AbortSignal | undefined;
}

export type SearchReason = "found" | "steps" | "stuck" | "aborted";

/** Vectors of θ's length that a search works with. */
export interface SearchSpace {
  /** room for krylov + 1 vectors */
  readonly basis: Basis;
  readonly start: Tensor;
  readonly before: Tensor;
}

/** T² and what H adds outside of the space: M with ‖g + HVa‖² = β² + 2βaᵀTe₁ + aᵀMa. */
function normalMatrix(matrix: readonly Float64Array[], rest: number): Float64Array[] {
  const size = matrix.length;
  const squares = matrix.map((row) =>
    Float64Array.from({ length: size }, (_, j) => {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += row[k] * matrix[j][k];
      return sum;
    }),
  );
  squares[size - 1][size - 1] += rest * rest;
  return squares;
}

/** a = −(M + μ)⁻¹βTe₁, and how much shorter ‖g‖² becomes with it if H stays as it is. */
function stepOf({ values, vectors }: Eigen, slope: Float64Array, damping: number) {
  const step = new Float64Array(slope.length);
  let reduction = 0;
  for (let i = 0; i < values.length; i++) {
    const value = Math.max(0, values[i]);
    let share = 0;
    for (let k = 0; k < slope.length; k++) share += vectors[i][k] * slope[k];
    const factor = -share / (value + damping);
    for (let k = 0; k < step.length; k++) step[k] += factor * vectors[i][k];
    reduction -= factor * (2 * share + factor * value);
  }
  return { step, reduction };
}

/**
 * Goes from the θ in memory to a point where the gradient vanishes: minimum, saddle or plateau, whichever is near.
 *
 *   Δθ = −V(M + μ)⁻¹VᵀHg   M = (HV)ᵀHV   μ = α‖g‖,  α × 4 after a poor step and ÷ 4 after a good one
 *
 * Ends `stuck` where no damping makes ‖g‖ shorter: at a minimum of ‖g‖ that is no critical point, or at float32's end.
 *
 * @throws {StateError} where cost or gradient are not finite at the beginning
 * @see Fan 2003, A modified Levenberg–Marquardt algorithm for singular system of nonlinear equations
 */
export async function levenbergMarquardt(
  cost: CostFunction,
  core: Core,
  { basis, start, before }: SearchSpace,
  { where, krylov, steps, tolerance, signal }: LevenbergMarquardtOptions,
): Promise<{ readonly reason: SearchReason; readonly steps: number }> {
  const { theta, gradients } = cost;
  const first = await cost.gradient();
  let norm = gradientNorm(core, gradients);
  requireFinitePoint(where, first, norm);
  let factor = FIRST_FACTOR;
  for (let done = 0; ; done++) {
    if (norm <= tolerance) return { reason: "found", steps: done };
    if (done === steps) return { reason: "steps", steps: done };
    if (signal?.aborted) return { reason: "aborted", steps: done };
    basis.copy(gradients, start);
    const space = await lanczos(basis, start, krylov, cost);
    const eigen = await eigenResting(normalMatrix(space.matrix, space.rest), true, () => cost.rest());
    const slope = space.matrix[0].map((t) => norm * t);
    basis.copy(theta, before);
    for (;;) {
      const { step, reduction } = stepOf(eigen, slope, factor * norm);
      basis.copy(before, theta);
      basis.combine(theta, step);
      await cost.gradient();
      const next = gradientNorm(core, gradients);
      const ratio = (norm * norm - next * next) / reduction;
      if (!(ratio >= POOR)) factor *= 4;
      if (ratio > GOOD) factor = Math.max(LEAST_FACTOR, factor / 4);
      if (ratio > TAKEN) {
        norm = next;
        break;
      }
      if (factor < MOST_FACTOR && reduction > ROUNDING * norm * norm) continue;
      basis.copy(before, theta);
      return { reason: "stuck", steps: done };
    }
  }
}
