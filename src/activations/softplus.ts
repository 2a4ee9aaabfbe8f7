// A smooth ReLU.
import { type NamedKind, named } from "../core/named.ts";
import { positive } from "../core/options.ts";
import type { ActivationKind } from "./activation.ts";

export const softplusKind = {
  keeps: "outputs",
  initializer: "he",
  silentAtZero: true,
  parameter: { name: "beta", rule: positive(1) },
} as const satisfies ActivationKind;

/**
 * Softplus: a smooth ReLU, sharper with larger β.
 *
 *   f(x) = ln(1 + e^(βx)) / β      f′(x) = σ(βx)
 *
 * @param options.beta  β > 0; default 1
 * @returns an activation for a layer's `activation`; the name "softplus" stands for the default
 * @throws {OptionError} when β ≤ 0 or not finite, or on an unknown option
 * @example dense(64, { activation: softplus({ beta: 2 }) })
 * @see Dugas et al. 2001, Incorporating second-order functional knowledge for better option pricing
 * Differs: PyTorch is linear where βx > 20; here the formula holds everywhere.
 */
export function softplus(options?: { readonly beta?: number }): NamedKind<"softplus"> {
  return named("softplus", softplusKind, options);
}
