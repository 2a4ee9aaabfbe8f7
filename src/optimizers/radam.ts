// RAdam as a description.
import { RadamScalars, RadamSettings } from "../core/kernels.ts";
import { inOrder } from "../core/kernelsByName.ts";
import { type Checked, checked } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "./optimizer.ts";
import { decay, epsilon, learningRate } from "./rules.ts";

const rules = () => ({
  learningRate: learningRate(0.001),
  beta1: decay(0.9),
  beta2: decay(0.999),
  epsilon: epsilon(1e-8),
});

export const radamKind: OptimizerKind = {
  make: radam,
  rules,
  suggestedRate: 0.003,
  raceRate: ({ adaptive }) => adaptive,
};

/**
 * RAdam: Adam that warms itself up: momentum alone while v rests on few gradients, then adaptive steps held back at first.
 *
 *   m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²      m̂ = m/(1−β₁ᵗ)      ρ∞ = 2/(1−β₂) − 1      ρₜ = ρ∞ − 2t·β₂ᵗ/(1−β₂ᵗ)
 *   ρₜ > 5:  θ ← θ − α·r·m̂·√(1−β₂ᵗ)/(√v + ε),  r² = (ρₜ−4)(ρₜ−2)ρ∞/((ρ∞−4)(ρ∞−2)ρₜ)      else:  θ ← θ − α·m̂
 *
 * @param options.learningRate  α, > 0, per step; default 0.001
 * @param options.beta1         β₁, in [0, 1); default 0.9
 * @param options.beta2         β₂, in [0, 1); default 0.999
 * @param options.epsilon       ε, added to the root of the uncorrected v, ≥ 1e-16; default 1e-8
 * @returns an optimizer; its state is two vectors of θ's length and three numbers
 * @throws {OptionError} when an option is unknown or outside its range
 * @example await network.fit(train, { optimizer: radam() });
 * @see Liu et al. 2020, On the Variance of the Adaptive Learning Rate and Beyond, Algorithm 2, arXiv:1908.03265
 * Differs: the paper rectifies when ρₜ > 4 and has no ε; 5 is PyTorch's and optax's bound.
 */
export function radam(options?: Partial<Checked<ReturnType<typeof rules>>>): Optimizer {
  const values = checked("radam", options, rules());
  return described("radam", values, {
    vectors: ["firstMoments", "secondMoments"],
    scalars: inOrder(RadamScalars, { power1: 1, power2: 1, steps: 0 }),
    settings: inOrder(RadamSettings, values),
    emit: (program, { vectors: [firstMoments, secondMoments], ...rest }) =>
      program.emit("radamUpdate", { ...rest, firstMoments, secondMoments }),
  });
}
