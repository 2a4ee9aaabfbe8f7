// Saddle-free Newton as a description. Knows no network.
import { checked, whole } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "../optimizers/optimizer.ts";
import { type NewtonOptions, newtonRules, newtonStep } from "./newtonStep.ts";

const rules = () => ({ ...newtonRules("search"), innerSteps: whole<number>(1) });

export const saddleFreeNewtonKind: OptimizerKind = { make: saddleFreeNewton, rules };

export interface SaddleFreeNewtonOptions extends NewtonOptions {
  readonly innerSteps?: number;
}

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
  const values = checked("saddleFreeNewton", options, rules());
  return described("saddleFreeNewton", values, {
    emit() {},
    curvatureStep: newtonStep({ name: "saddleFreeNewton", ...values, absolute: true }),
  });
}
