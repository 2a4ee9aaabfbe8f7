// The activations: each one's kernels, what its derivative is computed from, and its parameter. Knows no layer.
import { checked, type Rule, unknownName } from "../core/options.ts";
import type { KernelsTaking } from "../core/program.ts";
import { OptionError } from "../core/errors.ts";

/** What an activation is to shared code. */
export interface ActivationKind {
  readonly forward: KernelsTaking<"outputs" | "inputs" | "parameter" | "count">;
  readonly backward: KernelsTaking<"inputGradients" | "outputGradients" | "inputs" | "outputs" | "parameter" | "count">;
  /** What the backward kernel reads; where it is the outputs, the layer computes in place. */
  readonly keeps: "inputs" | "outputs";
  /** The initializer of a layer that names none. */
  readonly initializer: "he" | "xavier";
  readonly parameter?: { readonly name: string; readonly rule: Rule<number> };
}

export const activationKinds = {
  relu: { forward: "reluForward", backward: "reluBackward", keeps: "outputs", initializer: "he" },
  tanh: { forward: "tanhForward", backward: "tanhBackward", keeps: "outputs", initializer: "xavier" },
} as const satisfies Record<string, ActivationKind>;

export type ActivationName = "identity" | keyof typeof activationKinds;

/** An activation with its parameter: frozen, JSON. */
export interface Activation {
  readonly name: ActivationName;
  readonly parameter?: number;
}

const kindOf = (name: string): ActivationKind | undefined => (activationKinds as Record<string, ActivationKind>)[name];

/** The kind of an activation; undefined for the identity, which computes nothing. */
export const activationKind = (activation: Activation): ActivationKind | undefined => kindOf(activation.name);

/** Reads an activation given by name or as an object. @throws {OptionError} on an unknown name, the nearest suggested */
export function activationOf(where: string, given: string | Activation): Activation {
  const name = typeof given === "string" ? given : given?.name;
  const names = ["identity", ...Object.keys(activationKinds)];
  if (typeof name !== "string") throw new OptionError({ where, came: given, expected: "an activation's name or object" });
  if (!names.includes(name)) throw unknownName(where, name, names);
  const parameter = kindOf(name)?.parameter;
  if (parameter === undefined) return Object.freeze({ name: name as ActivationName });
  const value = typeof given === "string" ? parameter.rule.fallback : given.parameter;
  const options = checked(`${where}: ${name}`, { [parameter.name]: value }, { [parameter.name]: parameter.rule });
  return Object.freeze({ name: name as ActivationName, parameter: options[parameter.name] as number });
}

