// The identity above 0, an exponential that settles below.
import { type NamedKind, named } from "../core/named.ts";
import { positive } from "../core/options.ts";
import type { ActivationKind } from "./activation.ts";

export const eluKind = {
  keeps: "inputs",
  initializer: "he",
  silentAtZero: true,
  parameter: { name: "alpha", rule: positive(1) },
} as const satisfies ActivationKind;

/**
 * ELU: the identity above 0, an exponential that settles at −α below.
 *
 *   f(x) = x for x > 0, else α(eˣ − 1)      f′(0) = α
 *
 * @param options.alpha  α > 0; default 1
 * @returns an activation for a layer's `activation`; the name "elu" stands for the default
 * @throws {OptionError} when α ≤ 0 or not finite, or on an unknown option
 * @example dense(64, { activation: elu({ alpha: 0.5 }) })
 * @see Clevert, Unterthiner & Hochreiter 2016, arXiv:1511.07289
 * Differs: at 0 the derivative is the one from the left; it matters for α ≠ 1 only.
 */
export function elu(options?: { readonly alpha?: number }): NamedKind<"elu"> {
  return named("elu", eluKind, options);
}
