// Lion as a description.
import { LionSettings } from "../core/kernels.ts";
import { inOrder } from "../core/kernelsByName.ts";
import { type Checked, checked, nonNegative } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "./optimizer.ts";
import { decay, learningRate } from "./rules.ts";

const rules = () => ({
  learningRate: learningRate(0.0001),
  beta1: decay(0.9),
  beta2: decay(0.99),
  weightDecay: nonNegative(0),
});

export const lionKind: OptimizerKind = { make: lion, rules, raceRate: ({ adaptive }) => adaptive / 3 };

/**
 * Lion: steps of one size, in the direction of the sign of an average that leans on the newest gradient.
 *
 *   c = β₁m + (1−β₁)g      θ ← θ − α(sign c + λθ),  sign 0 = 0      m ← β₂m + (1−β₂)g
 *
 * @param options.learningRate  α, > 0, per step; default 0.0001: three to ten times less than Adam's
 * @param options.beta1         β₁, in [0, 1); default 0.9
 * @param options.beta2         β₂, in [0, 1); default 0.99
 * @param options.weightDecay   λ, ≥ 0, on every parameter; default 0
 * @returns an optimizer; its state is one vector of θ's length
 * @throws {OptionError} when an option is unknown or outside its range
 * @example await network.fit(train, { optimizer: lion() });
 * @see Chen et al. 2023, Symbolic Discovery of Optimization Algorithms, Algorithm 2, arXiv:2302.06675
 * Differs: optax's λ is 0.001; Keras's α is 0.001.
 */
export function lion(options?: Partial<Checked<ReturnType<typeof rules>>>): Optimizer {
  const values = checked("lion", options, rules());
  return described("lion", values, {
    vectors: ["momentum"],
    settings: inOrder(LionSettings, { ...values, decay: values.weightDecay }),
    emit: (program, { vectors: [momentum], scalars: _, ...rest }) => program.emit("lionUpdate", { ...rest, momentum }),
  });
}
