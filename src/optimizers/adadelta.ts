// Adadelta as a description.
import { AdadeltaSettings } from "../core/kernels.ts";
import { inOrder } from "../core/kernelsByName.ts";
import { type Checked, checked } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "./optimizer.ts";
import { decay, epsilon, learningRate } from "./rules.ts";

const rules = () => ({ learningRate: learningRate(1), rho: decay(0.95), epsilon: epsilon(1e-6) });

export const adadeltaKind: OptimizerKind = { make: adadelta, rules, raceRate: ({ unitless }) => unitless };

/**
 * Adadelta: steps of the size of recent steps, in the units of θ, so that no rate has to be found.
 *
 *   v ← ρv + (1−ρ)g²      Δ = g·√(u + ε)/√(v + ε)      u ← ρu + (1−ρ)Δ²      θ ← θ − αΔ
 *
 * @param options.learningRate  α, > 0, per step; default 1
 * @param options.rho           ρ, in [0, 1); default 0.95
 * @param options.epsilon       ε, added inside both roots, ≥ 1e-16; default 1e-6
 * @returns an optimizer; its state is two vectors of θ's length
 * @throws {OptionError} when an option is unknown or outside its range
 * @example await network.fit(train, { optimizer: adadelta() });
 * @see Zeiler 2012, ADADELTA: An Adaptive Learning Rate Method, Algorithm 1, arXiv:1212.5701
 * Differs: PyTorch's ρ is 0.9; Keras's α is 0.001; TensorFlow.js makes Δ with the v of the step before.
 */
export function adadelta(options?: Partial<Checked<ReturnType<typeof rules>>>): Optimizer {
  const values = checked("adadelta", options, rules());
  return described("adadelta", values, {
    vectors: ["squares", "deltas"],
    settings: inOrder(AdadeltaSettings, values),
    emit: (program, { vectors: [squares, deltas], scalars: _, ...rest }) =>
      program.emit("adadeltaUpdate", { ...rest, squares, deltas }),
  });
}
