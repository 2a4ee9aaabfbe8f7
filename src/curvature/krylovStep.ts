// One step of Newton's kind, in a Krylov basis for networks and exact for functions; |Λ| or Λ is the caller's choice.
import type { Arena } from "../core/arena.ts";
import { OptionError, ShapeError } from "../core/errors.ts";
import type { CostFunction } from "../optimizers/costFunction.ts";
import type { CurvatureStep, FunctionWithHessian } from "../optimizers/optimizer.ts";
import { Basis } from "./basis.ts";
import { lanczos } from "./lanczos.ts";
import { requireWeights } from "./requireWeights.ts";
import { type Eigen, symmetricEigen } from "./symmetricEigen.ts";

/** The dampings that "search" tries, the largest first: a smaller one must be strictly better. */
const GRID = [1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6];

export interface KrylovStepOptions {
  readonly name: string;
  readonly krylov: number | "full";
  readonly damping: number | "search";
  readonly innerSteps: number;
  /** |λ| + damping (saddle-free) or λ + damping (Newton) divides */
  readonly absolute: boolean;
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

/** −rate · U (|Λ| + damping)⁻¹ Uᵀ g, or without the absolute value. */
function stepOf(
  { values, vectors }: Eigen,
  g: ArrayLike<number>,
  rate: number,
  damping: number,
  absolute: boolean,
): Float64Array {
  const step = new Float64Array(g.length);
  for (let i = 0; i < values.length; i++) {
    const share = dot(vectors[i], g);
    if (share === 0) continue;
    const factor = (-rate * share) / ((absolute ? Math.abs(values[i]) : values[i]) + damping);
    for (let k = 0; k < step.length; k++) step[k] += factor * vectors[i][k];
  }
  return step;
}

const isFiniteStep = (step: Float64Array) => step.every(Number.isFinite);

/** The number of basis vectors for so many weights. @throws {OptionError} where more were asked for than there are weights */
function sizeOf({ name, krylov }: KrylovStepOptions, count: number, byDefault: number): number {
  if (krylov === "full") return count;
  if (krylov <= count) return krylov;
  if (krylov === byDefault) return count;
  throw new OptionError({
    where: `${name}.krylov`,
    received: krylov,
    expected: `at most ${count}, the number of weights`,
  });
}

function hessianAt(hessian: unknown, n: number, name: string): readonly ArrayLike<number>[] {
  const where = `minimize: hessian for ${name}`;
  const rows = hessian as readonly ArrayLike<number>[] | undefined;
  if (
    rows?.length === n &&
    Array.from(rows).every((row) => row?.length === n && Array.prototype.every.call(row, (v) => typeof v === "number"))
  )
    return rows;
  throw new ShapeError({ where, received: hessian, expected: `${n} rows of ${n} numbers` });
}

const dampingsOf = ({ damping }: KrylovStepOptions) => (damping === "search" ? GRID : [damping]);

/** Takes memory for a network's steps and returns what makes one. */
function openOnBatch(
  options: KrylovStepOptions,
  byDefault: number,
  arena: Arena,
  count: number,
): ReturnType<CurvatureStep["open"]> {
  const { name, innerSteps, absolute } = options;
  requireWeights(name, count);
  const dampings = dampingsOf(options);
  const k = sizeOf(options, count, byDefault);
  const basis = new Basis(arena, count, k + 1);
  const start = arena.take("krylov.start", "float32", count);
  const before = arena.take("krylov.before", "float32", count);

  const moveBy = (batch: CostFunction, step: Float64Array) => {
    basis.copy(before, batch.theta);
    basis.combine(batch.theta, step);
  };
  /** The step of the damping that leaves the lowest cost; null where none is finite. */
  const best = async (batch: CostFunction, steps: readonly Float64Array[]) => {
    const finite = steps.filter(isFiniteStep);
    if (finite.length < 2) return finite[0] ?? null;
    let lowest = Number.POSITIVE_INFINITY;
    let chosen: Float64Array | null = null;
    for (const step of finite) {
      moveBy(batch, step);
      const cost = await batch.value();
      if (!(cost < lowest)) continue;
      lowest = cost;
      chosen = step;
    }
    return chosen;
  };

  return async (batch, rate) => {
    await batch.gradient();
    basis.copy(batch.gradients, start);
    const { size, eigen } = await lanczos(basis, start, k, batch);
    for (let inner = 0; inner < innerSteps && size > 0; inner++) {
      if (inner > 0) await batch.gradient();
      basis.copy(batch.theta, before);
      const g = basis.project(batch.gradients, size);
      const steps = dampings.map((d) => stepOf(eigen, g, rate, d, absolute));
      const chosen = await best(batch, steps);
      if (chosen === null) {
        basis.copy(before, batch.theta);
        return false;
      }
      moveBy(batch, chosen);
    }
    return true;
  };
}

/** The next point of a function: of the dampings' points the one with the lowest value, the first where none is a number. */
function pointOnFunction(
  options: KrylovStepOptions,
  f: FunctionWithHessian,
  x: Float64Array,
  gradient: ArrayLike<number>,
  rate: number,
): Float64Array {
  const { name, krylov, absolute } = options;
  const n = x.length;
  if (krylov !== "full" && krylov < n) {
    const expected = `"full" or at least ${n} for a function of ${n} numbers`;
    throw new OptionError({ where: `${name}.krylov`, received: krylov, expected });
  }
  if (typeof f.hessian !== "function") {
    const expected = "a function with a hessian";
    throw new OptionError({ where: `minimize: ${name}`, received: f.hessian, expected });
  }
  const eigen = symmetricEigen(hessianAt(f.hessian(Array.from(x)), n, name));
  const points = dampingsOf(options).map((d) => {
    const step = stepOf(eigen, gradient, rate, d, absolute);
    return Float64Array.from(x, (v, i) => v + step[i]);
  });
  let [next] = points;
  if (points.length === 1) return next;
  let lowest = Number.POSITIVE_INFINITY;
  for (const point of points) {
    const value = f.value(Array.from(point));
    if (!(value < lowest)) continue;
    lowest = value;
    next = point;
  }
  return next;
}

/** The step of saddle-free Newton and of Newton. */
export const krylovStep = (options: KrylovStepOptions, byDefault: number): CurvatureStep => ({
  open: (arena, count) => openOnBatch(options, byDefault, arena, count),
  onFunction: (f, x, gradient, rate) => pointOnFunction(options, f, x, gradient, rate),
});
