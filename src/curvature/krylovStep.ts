// One Newton-like step, in a Krylov basis for networks and exact for functions. Knows neither; |Λ| or Λ is the caller's choice.
import { OptionError, ShapeError } from "../core/errors.ts";
import type { BatchCurvature, OwnStep } from "../optimizers/optimizer.ts";
import { Basis } from "./basis.ts";
import { lanczos } from "./lanczos.ts";
import { type Eigen, symmetricEigen } from "./symmetric.ts";

/** The dampings that "search" tries, the largest first: a smaller one must be strictly better. */
const GRID = [1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6];

export interface StepOptions {
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
function sizeOf({ name, krylov }: StepOptions, count: number, byDefault: number): number {
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

/** The step of saddle-free Newton and of Newton. */
export function krylovStep(options: StepOptions, byDefault: number): OwnStep {
  const { name, damping, innerSteps, absolute } = options;
  const dampings = damping === "search" ? GRID : [damping];
  return {
    open(arena, count) {
      const k = sizeOf(options, count, byDefault);
      const basis = new Basis(arena, count, k + 1);
      const start = arena.take("krylov.start", "float32", count);
      const before = arena.take("krylov.before", "float32", count);

      const place = (batch: BatchCurvature, step: Float64Array) => {
        basis.copy(before, batch.theta);
        basis.combine(batch.theta, step);
      };
      /** The step of the damping that leaves the lowest cost; null where none is finite. */
      const best = async (batch: BatchCurvature, steps: readonly Float64Array[]) => {
        const finite = steps.filter(isFiniteStep);
        if (finite.length < 2) return finite[0] ?? null;
        let lowest = Number.POSITIVE_INFINITY;
        let chosen: Float64Array | null = null;
        for (const step of finite) {
          place(batch, step);
          const cost = await batch.cost();
          if (!(cost < lowest)) continue;
          lowest = cost;
          chosen = step;
        }
        return chosen;
      };

      return async (batch, rate) => {
        await batch.values();
        basis.copy(batch.gradients, start);
        const { direction, product } = batch;
        const { size, eigen } = await lanczos(basis, start, k, {
          direction,
          product,
          multiply: () => batch.multiply(),
          rest: () => batch.rest(),
        });
        for (let inner = 0; inner < innerSteps && size > 0; inner++) {
          if (inner > 0) await batch.values();
          basis.copy(batch.theta, before);
          const g = basis.project(batch.gradients, size);
          const steps = dampings.map((d) => stepOf(eigen, g, rate, d, absolute));
          const chosen = await best(batch, steps);
          if (chosen === null) {
            basis.copy(before, batch.theta);
            return false;
          }
          place(batch, chosen);
        }
        return true;
      };
    },
    onFunction(f, x, gradient, rate) {
      const n = x.length;
      if (options.krylov !== "full" && options.krylov < n) {
        const expected = `"full" or at least ${n} for a function of ${n} numbers`;
        throw new OptionError({ where: `${name}.krylov`, received: options.krylov, expected });
      }
      if (typeof f.hessian !== "function") {
        throw new OptionError({
          where: `minimize: ${name}`,
          received: f.hessian,
          expected: "a function with a hessian",
        });
      }
      const eigen = symmetricEigen(hessianAt(f.hessian(Array.from(x)), n, name));
      const places = dampings.map((d) => {
        const step = stepOf(eigen, gradient, rate, d, absolute);
        return Float64Array.from(x, (v, i) => v + step[i]);
      });
      let [next] = places;
      if (places.length === 1) return next;
      // a value that is no number is lower than none
      let lowest = Number.POSITIVE_INFINITY;
      for (const place of places) {
        const value = f.value(Array.from(place));
        if (!(value < lowest)) continue;
        lowest = value;
        next = place;
      }
      return next;
    },
  };
}
