// Adam as a description.
import { AdamScalars, AdamSettings } from "../core/kernels.ts";
import { inOrder } from "../core/kernelsByName.ts";
import { type Checked, checked, flag } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "./optimizer.ts";
import { decay, epsilon, learningRate } from "./rules.ts";

const rules = () => ({
  learningRate: learningRate(0.001),
  beta1: decay(0.9),
  beta2: decay(0.999),
  epsilon: epsilon(1e-8),
  amsgrad: flag(false),
});

export const adamKind: OptimizerKind = {
  make: adam,
  rules,
  suggestedRate: 0.003,
  raceRate: ({ adaptive }) => adaptive,
};

/**
 * Adam: steps scaled by running estimates of the gradient's mean and square.
 *
 *   m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²      θ ← θ − α·m̂/(√v̂ + ε),  m̂ = m/(1−β₁ᵗ),  v̂ = v/(1−β₂ᵗ)
 *   amsgrad:  w ← max(w, v),  v̂ = w/(1−β₂ᵗ)
 *
 * @param options.learningRate  α, > 0, per step; default 0.001
 * @param options.beta1         β₁, in [0, 1); default 0.9
 * @param options.beta2         β₂, in [0, 1); default 0.999
 * @param options.epsilon       ε, added outside the root, ≥ 1e-16; default 1e-8
 * @param options.amsgrad       divide by the largest v so far; default false
 * @returns an optimizer; its state is two vectors of θ's length, three with amsgrad, and two numbers
 * @throws {OptionError} when an option is unknown or outside its range
 * @example await network.fit(train, { optimizer: adam({ learningRate: 0.01 }) });
 * @see Kingma & Ba 2015, Algorithm 1, arXiv:1412.6980; amsgrad: Reddi, Kale & Kumar 2018, Algorithm 2, arXiv:1904.09237
 * Differs: Keras adds ε before v's bias is corrected. The AMSGrad paper corrects no bias; here, as in PyTorch, the largest
 * uncorrected v is corrected.
 */
export function adam(options?: Partial<Checked<ReturnType<typeof rules>>>): Optimizer {
  const values = checked("adam", options, rules());
  return described("adam", values, {
    vectors: ["firstMoments", "secondMoments", ...(values.amsgrad ? ["maxima"] : [])],
    scalars: inOrder(AdamScalars, { power1: 1, power2: 1 }),
    settings: inOrder(AdamSettings, { ...values, decay: 0 }),
    emit: (program, { vectors: [firstMoments, secondMoments, maxima = null], ...rest }) =>
      program.emit("adamUpdate", { ...rest, firstMoments, secondMoments, maxima }),
  });
}
