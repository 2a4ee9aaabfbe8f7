// The identity above 0, a gentle slope below.
import { type NamedKind, named } from "../core/named.ts";
import { nonNegative } from "../core/options.ts";
import type { ActivationKind } from "./activation.ts";

export const leakyReluKind = {
  keeps: "outputs",
  initializer: "he",
  piecewiseLinear: true,
  silentAtZero: true,
  parameter: { name: "slope", rule: nonNegative(0.01) },
} as const satisfies ActivationKind;

/**
 * Leaky ReLU: the identity above 0, a gentle slope below.
 *
 *   f(x) = x for x > 0, else slope·x      f′(0) = slope
 *
 * @param options.slope  ≥ 0; default 0.01
 * @returns an activation for a layer's `activation`; the name "leakyRelu" stands for the default
 * @throws {OptionError} when the slope is negative or not finite, or on an unknown option
 * @example dense(64, { activation: leakyRelu({ slope: 0.2 }) })
 * @see Maas, Hannun & Ng 2013, Rectifier nonlinearities improve neural network acoustic models
 * Differs: PyTorch takes negative slopes too; Keras's default is 0.3.
 */
export function leakyRelu(options?: { readonly slope?: number }): NamedKind<"leakyRelu"> {
  return named("leakyRelu", leakyReluKind, options);
}
