// AdamW as a description. Its kernel is Adam's, which decays too.
import { AdamScalars, AdamSettings } from "../core/kernels.ts";
import { inOrder } from "../core/kernelsByName.ts";
import { type Checked, checked, flag, nonNegative } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "./optimizer.ts";
import { decay, epsilon, learningRate } from "./rules.ts";

const rules = () => ({
  learningRate: learningRate(0.001),
  beta1: decay(0.9),
  beta2: decay(0.999),
  epsilon: epsilon(1e-8),
  weightDecay: nonNegative(0.01),
  amsgrad: flag(false),
});

export const adamwKind: OptimizerKind = {
  make: adamw,
  rules,
  suggestedRate: 0.003,
  raceRate: ({ adaptive }) => adaptive,
};

/**
 * AdamW: Adam with weight decay beside the gradient instead of in it. Every parameter decays, biases too.
 *
 *   m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²      θ ← θ − α(m̂/(√v̂ + ε) + λθ),  m̂ = m/(1−β₁ᵗ),  v̂ = v/(1−β₂ᵗ)
 *   amsgrad:  w ← max(w, v),  v̂ = w/(1−β₂ᵗ)
 *
 * @param options.learningRate  α, > 0, per step; default 0.001
 * @param options.beta1         β₁, in [0, 1); default 0.9
 * @param options.beta2         β₂, in [0, 1); default 0.999
 * @param options.epsilon       ε, added outside the root, ≥ 1e-16; default 1e-8
 * @param options.weightDecay   λ, ≥ 0; default 0.01
 * @param options.amsgrad       divide by the largest v so far; default false
 * @returns an optimizer; its state is two vectors of θ's length, three with amsgrad, and two numbers
 * @throws {OptionError} when an option is unknown or outside its range
 * @example await network.fit(train, { optimizer: adamw({ weightDecay: 0.05 }) });
 * @see Loshchilov & Hutter 2019, Decoupled Weight Decay Regularization, Algorithm 2, arXiv:1711.05101
 * Differs: the paper multiplies λ by the schedule's factor alone, not by α; λ is 0.004 in Keras and 1e-4 in optax.
 */
export function adamw(options?: Partial<Checked<ReturnType<typeof rules>>>): Optimizer {
  const values = checked("adamw", options, rules());
  return described("adamw", values, {
    vectors: ["firstMoments", "secondMoments", ...(values.amsgrad ? ["maxima"] : [])],
    scalars: inOrder(AdamScalars, { power1: 1, power2: 1 }),
    settings: inOrder(AdamSettings, { ...values, decay: values.weightDecay }),
    emit: (program, { vectors: [firstMoments, secondMoments, maxima = null], ...rest }) =>
      program.emit("adamUpdate", { ...rest, firstMoments, secondMoments, maxima }),
  });
}
