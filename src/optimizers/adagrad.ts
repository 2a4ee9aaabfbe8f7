// Adagrad as a description.
import { AdagradScalars, AdagradSettings } from "../core/kernels.ts";
import { inOrder } from "../core/kernelsByName.ts";
import { type Checked, checked, nonNegative } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "./optimizer.ts";
import { epsilon, learningRate } from "./rules.ts";

const rules = () => ({
  learningRate: learningRate(0.01),
  epsilon: epsilon(1e-10),
  initialAccumulator: nonNegative(0),
  learningRateDecay: nonNegative(0),
});

export const adagradKind: OptimizerKind = { make: adagrad, rules, raceRate: ({ adaptive }) => 4 * adaptive };

/**
 * Adagrad: each parameter's step is divided by the root of the sum of its squared gradients, so that steps only ever shrink.
 *
 *   G ← G + g²      θ ← θ − α/(1 + d(t−1))·g/(√G + ε)
 *
 * @param options.learningRate        α, > 0, per step; default 0.01
 * @param options.epsilon             ε, added outside the root, ≥ 1e-16; default 1e-10
 * @param options.initialAccumulator  what G begins at, ≥ 0; default 0
 * @param options.learningRateDecay   d, ≥ 0; default 0
 * @returns an optimizer; its state is one vector of θ's length and the number of steps
 * @throws {OptionError} when an option is unknown or outside its range
 * @example await network.fit(train, { optimizer: adagrad({ learningRate: 0.05 }) });
 * @see Duchi, Hazan & Singer 2011, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, Figure 1
 * Differs: Keras and optax add ε inside the root, and G begins at 0.1.
 */
export function adagrad(options?: Partial<Checked<ReturnType<typeof rules>>>): Optimizer {
  const values = checked("adagrad", options, rules());
  return described("adagrad", values, {
    vectors: [{ name: "squares", initial: values.initialAccumulator }],
    scalars: inOrder(AdagradScalars, { steps: 0 }),
    settings: inOrder(AdagradSettings, { epsilon: values.epsilon, rateDecay: values.learningRateDecay }),
    emit: (program, { vectors: [squares], ...rest }) => program.emit("adagradUpdate", { ...rest, squares }),
  });
}
