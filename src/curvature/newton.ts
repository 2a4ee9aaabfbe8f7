// Newton's method as a description. Knows no network.
import { checked } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "../optimizers/optimizer.ts";
import { type NewtonOptions, newtonRules, newtonStep } from "./newtonStep.ts";

const rules = () => newtonRules(0);

export const newtonKind: OptimizerKind = { make: newton, rules };

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
  const values = checked("newton", options, rules());
  return described("newton", values, {
    emit() {},
    curvatureStep: newtonStep({ name: "newton", ...values, innerSteps: 1, absolute: false }),
  });
}
