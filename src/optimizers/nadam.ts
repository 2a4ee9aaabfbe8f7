// NAdam as a description.

import { NadamScalars, NadamSettings } from "../core/kernels.ts";
import { inOrder } from "../core/kernelsByName.ts";
import { type Checked, checked, nonNegative } from "../core/options.ts";
import { pow } from "../numbers/powers.ts";
import { described, type Optimizer, type OptimizerKind } from "./optimizer.ts";
import { decay, epsilon, learningRate } from "./rules.ts";

const rules = () => ({
  learningRate: learningRate(0.002),
  beta1: decay(0.9),
  beta2: decay(0.999),
  epsilon: epsilon(1e-8),
  momentumDecay: nonNegative(0.004),
});

/** The base of μ's warm-up. */
const WARM_UP = 0.96;

export const nadamKind: OptimizerKind = {
  make: nadam,
  rules,
  suggestedRate: 0.003,
  raceRate: ({ adaptive }) => adaptive,
};

/**
 * NAdam: Adam that looks one step ahead, as Nesterov's momentum does.
 *
 *   μₜ = β₁(1 − ½·0.96^(tψ)),  πₜ = μ₁μ₂…μₜ      m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²
 *   θ ← θ − α·(μₜ₊₁·m/(1−πₜ₊₁) + (1−μₜ)·g/(1−πₜ))/(√(v/(1−β₂ᵗ)) + ε)
 *
 * @param options.learningRate   α, > 0, per step; default 0.002
 * @param options.beta1          β₁, in [0, 1); default 0.9
 * @param options.beta2          β₂, in [0, 1); default 0.999
 * @param options.epsilon        ε, added outside the root, ≥ 1e-16; default 1e-8
 * @param options.momentumDecay  ψ, ≥ 0; default 0.004
 * @returns an optimizer; its state is two vectors of θ's length and three numbers
 * @throws {OptionError} when an option is unknown or outside its range
 * @example await network.fit(train, { optimizer: nadam() });
 * @see Dozat 2016, Incorporating Nesterov Momentum into Adam, ICLR workshop; ψ as in torch.optim.NAdam
 * Differs: PyTorch 1.13 multiplies μₜ into πₜ₊₁ twice; Keras's α is 0.001.
 */
export function nadam(options?: Partial<Checked<ReturnType<typeof rules>>>): Optimizer {
  const values = checked("nadam", options, rules());
  return described("nadam", values, {
    vectors: ["firstMoments", "secondMoments"],
    scalars: inOrder(NadamScalars, { warmUpPower: 1, product: 1, power2: 1 }),
    settings: inOrder(NadamSettings, { ...values, warmUp: pow(WARM_UP, values.momentumDecay) }),
    emit: (program, { vectors: [firstMoments, secondMoments], ...rest }) =>
      program.emit("nadamUpdate", { ...rest, firstMoments, secondMoments }),
  });
}
