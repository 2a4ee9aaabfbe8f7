// RMSProp as a description.
import { RmspropSettings } from "../core/kernels.ts";
import { inOrder } from "../core/kernelsByName.ts";
import { type Checked, checked, flag } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "./optimizer.ts";
import { decay, epsilon, learningRate } from "./rules.ts";

const rules = () => ({
  learningRate: learningRate(0.001),
  rho: decay(0.9),
  epsilon: epsilon(1e-8),
  centered: flag(false),
  momentum: decay(0),
});

export const rmspropKind: OptimizerKind = {
  make: rmsprop,
  rules,
  suggestedRate: 0.003,
  raceRate: ({ adaptive }) => adaptive / 3,
};

/**
 * RMSProp: steps divided by the root of a running average of the squared gradient.
 *
 *   v ← ρv + (1−ρ)g²      θ ← θ − α·g/(√v + ε)
 *   centered:  ḡ ← ρḡ + (1−ρ)g, and √(v − ḡ²) in place of √v      momentum:  b ← γb + g/(√v + ε),  θ ← θ − αb
 *
 * @param options.learningRate  α, > 0, per step; default 0.001
 * @param options.rho           ρ, in [0, 1); default 0.9
 * @param options.epsilon       ε, added outside the root, ≥ 1e-16; default 1e-8
 * @param options.centered      divide by the gradient's running deviation; default false
 * @param options.momentum      γ, in [0, 1); default 0
 * @returns an optimizer; its state is one vector of θ's length, one more when centered, one more with momentum
 * @throws {OptionError} when an option is unknown or outside its range
 * @example await network.fit(train, { optimizer: rmsprop({ centered: true }) });
 * @see Hinton 2012, Neural Networks for Machine Learning, lecture 6e; centered: Graves 2013, arXiv:1308.0850
 * Differs: PyTorch's ρ is called alpha and is 0.99; Keras adds ε inside the root and keeps α inside b. Here v − ḡ² is kept
 * as one vector by a recurrence that cannot become negative; where the two are subtracted, g = 1e-4 can give NaN at step 1.
 */
export function rmsprop(options?: Partial<Checked<ReturnType<typeof rules>>>): Optimizer {
  const values = checked("rmsprop", options, rules());
  const means = values.centered ? ["means"] : [];
  const velocity = values.momentum > 0 ? ["velocity"] : [];
  return described("rmsprop", values, {
    vectors: ["squares", ...means, ...velocity],
    settings: inOrder(RmspropSettings, values),
    emit: (program, { vectors: [squares, ...more], scalars: _, ...rest }) =>
      program.emit("rmspropUpdate", {
        ...rest,
        squares,
        means: values.centered ? more[0] : null,
        velocity: values.momentum > 0 ? more[means.length] : null,
      }),
  });
}
