// Saddle-free Newton and Newton as descriptions. Know no network.
import { any, checked, positive, whole } from "../core/options.ts";
import { described, type Optimizer } from "../optimizers/optimizer.ts";
import type { StepOptions } from "./krylovStep.ts";

const KRYLOV = 20;

const isKrylov = (v: unknown) => v === "full" || (Number.isInteger(v) && (v as number) >= 1);
const isDamping = (v: unknown) => v === "search" || (Number.isFinite(v) && (v as number) >= 0);

const rules = () => ({
  krylov: any<number | "full">(KRYLOV, 'a whole number ≥ 1, or "full"', isKrylov),
  damping: any<number | "search">("search", '"search" or a number ≥ 0', isDamping),
  learningRate: positive<number>(1),
});

export interface NewtonOptions {
  readonly krylov?: number | "full";
  readonly damping?: number | "search";
  readonly learningRate?: number;
}

export interface SaddleFreeNewtonOptions extends NewtonOptions {
  readonly innerSteps?: number;
}

const noRecord = () => {};

/** The step itself is loaded when it is first taken. */
const stepOf = (options: StepOptions) => async () => (await import("./krylovStep.ts")).krylovStep(options, KRYLOV);

/**
 * Saddle-free Newton: each direction of the Hessian is divided by the size of its curvature, so that saddles repel.
 *
 *   Δθ = −α · V (|Λ| + λ)⁻¹ Vᵀ g      V the Krylov space of g and the batch's Hessian, Λ the eigenvalues there
 *
 * @param options.krylov        k vectors, or "full": as many as there are weights; default 20 (or the number of weights, if smaller)
 * @param options.damping       λ ≥ 0, or "search": of 1, 0.1, … 1e-6 the one that leaves the lowest cost, the larger on a tie; default "search"
 * @param options.learningRate  α > 0; default 1
 * @param options.innerSteps    steps in one basis, each with a gradient of its own; default 1
 * @returns an optimizer without state, for fit and, with exact Hessians, for minimize
 * @throws {OptionError} when an option is unknown or outside its range; when k is larger than the number of weights
 * @example await network.fit(train, { optimizer: saddleFreeNewton({ krylov: 30 }), batchSize: train.rows });
 * @see Dauphin et al. 2014, Identifying and attacking the saddle point problem, algorithm 1, arXiv:1406.2572
 */
export function saddleFreeNewton(options?: SaddleFreeNewtonOptions): Optimizer {
  const given = checked("saddleFreeNewton", options, { ...rules(), innerSteps: whole<number>(1) });
  const own = stepOf({ name: "saddleFreeNewton", ...given, absolute: true });
  return described("saddleFreeNewton", given, { emit: noRecord, own });
}

/**
 * Newton's method, damped: drawn to any critical point, saddles too.
 *
 *   Δθ = −α · (H + λ)⁻¹ g, in the Krylov space of g and the batch's Hessian
 *
 * @param options.krylov        k vectors, or "full"; default 20 (or the number of weights, if smaller)
 * @param options.damping       λ ≥ 0, or "search" as in saddleFreeNewton; default 0
 * @param options.learningRate  α > 0; default 1
 * @returns an optimizer without state, for fit and, with exact Hessians, for minimize
 * @throws {OptionError} when an option is unknown or outside its range; when k is larger than the number of weights
 * @example await minimize(surfaces.saddle, { start: [1, 0.5], optimizer: newton({ krylov: "full" }), steps: 1 });
 * @see Nocedal & Wright 2006, Numerical Optimization, section 3.3
 */
export function newton(options?: NewtonOptions): Optimizer {
  const damping = any<number | "search">(0, '"search" or a number ≥ 0', isDamping);
  const given = checked("newton", options, { ...rules(), damping });
  const own = stepOf({ name: "newton", ...given, innerSteps: 1, absolute: false });
  return described("newton", given, { emit: noRecord, own });
}
