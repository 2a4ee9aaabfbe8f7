// Optimizers on any function of a few numbers.
import type { CompiledCore } from "../core/core.ts";
import { defaultCore } from "../core/defaultCore.ts";
import { OptionError, ShapeError } from "../core/errors.ts";
import { checked, required, value, whole } from "../core/options.ts";
import { isOptimizer, type Optimizer } from "../optimizers/optimizer.ts";
import { checkedSchedule } from "../schedules/checkedSchedule.ts";
import { constant } from "../schedules/constant.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { movedByRecord, movedByStep } from "./movingPoint.ts";

/** A function of n numbers with its derivatives. */
export interface Differentiable {
  value(x: number[]): number;
  /** n numbers; `step` is the 0-based step that asks, for functions that are seen through minibatches. */
  gradient(x: number[], step: number): ArrayLike<number>;
  /** n × n, for optimizers that want it. */
  hessian?(x: number[]): number[][];
}

export interface MinimizeOptions {
  readonly start: ArrayLike<number>;
  readonly optimizer: Optimizer;
  readonly steps: number;
  readonly schedule?: Schedule;
  readonly core?: CompiledCore;
}

export interface Minimization {
  /** The start and the point after every step: steps + 1 points. */
  readonly path: ArrayLike<number>[];
  /** The function's value at each point of the path. */
  readonly values: number[];
}

/** @throws {OptionError} unless `value` is an optimizer */
export function checkedOptimizer(where: string, value: unknown): Optimizer {
  if (isOptimizer(value)) return value;
  throw new OptionError({ where, received: value, expected: "an optimizer, such as adam({ learningRate: 0.001 })" });
}

const isNumbers = (value: unknown): value is ArrayLike<number> =>
  (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) &&
  Array.prototype.every.call(value, (v) => typeof v === "number");

const isObject = (value: unknown) => typeof value === "object" && value !== null;

const rules = {
  start: required(
    value<ArrayLike<number> | undefined>(
      undefined,
      "one or more finite numbers",
      (v) => isNumbers(v) && v.length > 0 && Array.prototype.every.call(v, (x) => Number.isFinite(Math.fround(x))),
    ),
  ),
  optimizer: value<unknown>(undefined, "an optimizer"),
  steps: required(whole<number | undefined>(undefined, 0)),
  schedule: value<unknown>(undefined, "a schedule"),
  core: value<CompiledCore | undefined>(
    undefined,
    "a compiled core, from loadCore()",
    (v) => isObject(v) && "instantiate" in (v as object),
  ),
};

function checkedFunction(f: Differentiable): void {
  const where = "minimize";
  if (!isObject(f))
    throw new OptionError({ where, received: f, expected: "a function as { value, gradient, hessian? }" });
  for (const name of ["value", "gradient"] as const)
    if (typeof f[name] !== "function")
      throw new OptionError({ where: `${where}: ${name}`, received: f[name], expected: "a function of x" });
}

function valueAt(f: Differentiable, x: number[], step: number): number {
  const value = f.value(x);
  if (typeof value === "number") return value;
  throw new OptionError({ where: `minimize: value after ${step} steps`, received: value, expected: "a number" });
}

function gradientAt(f: Differentiable, x: number[], step: number): ArrayLike<number> {
  const count = x.length;
  const gradient = f.gradient(x, step);
  const where = `minimize: gradient at step ${step}`;
  if (!isNumbers(gradient))
    throw new OptionError({ where, received: gradient, expected: `an array of ${count} numbers` });
  if (gradient.length === count) return gradient;
  throw new ShapeError({ where, received: gradient, expected: `${count} numbers, as many as x has` });
}

/**
 * Runs an optimizer on a function from a starting point: the same update as in training, on float32 numbers.
 *
 *   x₀ = start,  xₜ₊₁ = the optimizer's step from xₜ along gradient(xₜ, t) with the rate schedule(α, t)
 *
 * The gradient is asked for once per step, the value once per point. A value or gradient that is not finite ends nothing:
 * the path keeps its steps + 1 points, and shows where it was lost.
 *
 * @param f                  { value, gradient, hessian? }; x is an array of n numbers, a copy; gradient also gets the step, from 0
 * @param options.start      n finite numbers, n ≥ 1, required; rounded to float32
 * @param options.optimizer  required
 * @param options.steps      a whole number ≥ 0, required
 * @param options.schedule   by plan, its t the 0-based step whatever its `per`; default constant()
 * @param options.core       a compiled core; default the package's own; the reference computes in float64
 * @throws {OptionError | ShapeError} when an option is missing, unknown or outside its range, or the gradient has not n numbers
 * @example const { path, values } = await minimize(surfaces.beale, { start: [1, 1], optimizer: adam({ learningRate: 0.05 }), steps: 100 });
 */
export async function minimize(f: Differentiable, options: MinimizeOptions): Promise<Minimization> {
  checkedFunction(f);
  const read = checked("minimize", options, rules);
  const { start, steps } = read as { start: ArrayLike<number>; steps: number };
  const optimizer = checkedOptimizer("minimize.optimizer", read.optimizer);
  const schedule = read.schedule === undefined ? constant() : checkedSchedule("minimize.schedule", read.schedule);
  const point = optimizer.curvatureStep
    ? movedByStep(await optimizer.curvatureStep(), f, start)
    : await movedByRecord(optimizer, start, read.core ?? (await defaultCore()));
  const path = [point.point()];
  const values = [valueAt(f, Array.from(path[0]), 0)];
  for (let step = 0; step < steps; step++) {
    point.step(gradientAt(f, Array.from(path[step]), step), schedule.rate(optimizer.learningRate, step));
    path.push(point.point());
    values.push(valueAt(f, Array.from(path[step + 1]), step + 1));
  }
  return { path, values };
}
