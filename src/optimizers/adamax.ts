// Adamax as a description.
import { AdamaxScalars, AdamaxSettings } from "../core/kernels.ts";
import { inOrder } from "../core/kernelsByName.ts";
import { type Checked, checked } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "./optimizer.ts";
import { decay, epsilon, learningRate } from "./rules.ts";

const rules = () => ({
  learningRate: learningRate(0.002),
  beta1: decay(0.9),
  beta2: decay(0.999),
  epsilon: epsilon(1e-8),
});

export const adamaxKind: OptimizerKind = {
  make: adamax,
  rules,
  suggestedRate: 0.003,
  raceRate: ({ adaptive }) => adaptive,
};

/**
 * Adamax: Adam with the largest recent gradient in place of the root of their mean square.
 *
 *   m ← β₁m + (1−β₁)g      u ← max(β₂u, |g| + ε)      θ ← θ − α/(1−β₁ᵗ)·m/u
 *
 * @param options.learningRate  α, > 0, per step; default 0.002
 * @param options.beta1         β₁, in [0, 1); default 0.9
 * @param options.beta2         β₂, in [0, 1); default 0.999
 * @param options.epsilon       ε, added to |g| before the maximum, ≥ 1e-16; default 1e-8
 * @returns an optimizer; its state is two vectors of θ's length and one number
 * @throws {OptionError} when an option is unknown or outside its range
 * @example await network.fit(train, { optimizer: adamax() });
 * @see Kingma & Ba 2015, Algorithm 2, arXiv:1412.6980
 * Differs: the paper has no ε; Keras adds it to u in the quotient, and its α is 0.001.
 */
export function adamax(options?: Partial<Checked<ReturnType<typeof rules>>>): Optimizer {
  const values = checked("adamax", options, rules());
  return described("adamax", values, {
    vectors: ["firstMoments", "norms"],
    scalars: inOrder(AdamaxScalars, { power1: 1 }),
    settings: inOrder(AdamaxSettings, values),
    emit: (program, { vectors: [firstMoments, norms], ...rest }) =>
      program.emit("adamaxUpdate", { ...rest, firstMoments, norms }),
  });
}
