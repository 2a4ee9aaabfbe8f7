// The activations: each one's kernels, what its derivative is computed from, and its parameter. Knows no layer.

import { OptionError } from "../core/errors.ts";
import { checked, checkedKeys, nonNegative, positive, type Rule, unknownName } from "../core/options.ts";
import type { KernelsTaking } from "../core/program.ts";

/** What an activation is to shared code. */
export interface ActivationKind {
  readonly forward: KernelsTaking<"outputs" | "inputs" | "parameter" | "count">;
  readonly backward: KernelsTaking<"inputGradients" | "outputGradients" | "inputs" | "outputs" | "parameter" | "count">;
  /** Adds what the second derivative makes of a tangent; null where that is 0 (a kink has none: the Hessian is that of the linear pieces). */
  readonly tangent: KernelsTaking<
    "gradientTangents" | "outputGradients" | "inputTangents" | "inputs" | "outputs" | "parameter" | "count"
  > | null;
  /** What the backward kernel reads; where it is the outputs, the layer computes in place. */
  readonly keeps: "inputs" | "outputs";
  /** The initializer of a layer that names none. */
  readonly initializer: "he" | "xavier";
  readonly parameter?: { readonly name: string; readonly rule: Rule<number> };
}

/**
 * Kept are the outputs wherever the derivative follows from them without loss: the layer then computes in place. That is why a
 * slope is ≥ 0: the output's sign must be its input's. `he` is for what is near 0 on the left and near the
 * identity on the right (He et al. 2015 derive it for such units), `xavier` for what saturates on both sides.
 */
export const activationKinds = {
  sigmoid: {
    forward: "sigmoidForward",
    backward: "sigmoidBackward",
    tangent: "sigmoidTangent",
    keeps: "outputs",
    initializer: "xavier",
  },
  tanh: {
    forward: "tanhForward",
    backward: "tanhBackward",
    tangent: "tanhTangent",
    keeps: "outputs",
    initializer: "xavier",
  },
  relu: { forward: "reluForward", backward: "reluBackward", tangent: null, keeps: "outputs", initializer: "he" },
  leakyRelu: {
    forward: "leakyReluForward",
    backward: "leakyReluBackward",
    tangent: null,
    keeps: "outputs",
    initializer: "he",
    parameter: { name: "slope", rule: nonNegative(0.01) },
  },
  elu: {
    forward: "eluForward",
    backward: "eluBackward",
    tangent: "eluTangent",
    keeps: "inputs",
    initializer: "he",
    parameter: { name: "alpha", rule: positive(1) },
  },
  selu: {
    forward: "seluForward",
    backward: "seluBackward",
    tangent: "seluTangent",
    keeps: "inputs",
    initializer: "he",
  },
  gelu: {
    forward: "geluForward",
    backward: "geluBackward",
    tangent: "geluTangent",
    keeps: "inputs",
    initializer: "he",
  },
  geluTanh: {
    forward: "geluTanhForward",
    backward: "geluTanhBackward",
    tangent: "geluTanhTangent",
    keeps: "inputs",
    initializer: "he",
  },
  silu: {
    forward: "siluForward",
    backward: "siluBackward",
    tangent: "siluTangent",
    keeps: "inputs",
    initializer: "he",
  },
  softplus: {
    forward: "softplusForward",
    backward: "softplusBackward",
    tangent: "softplusTangent",
    keeps: "outputs",
    initializer: "he",
    parameter: { name: "beta", rule: positive(1) },
  },
  softsign: {
    forward: "softsignForward",
    backward: "softsignBackward",
    tangent: "softsignTangent",
    keeps: "outputs",
    initializer: "xavier",
  },
  hardSigmoid: {
    forward: "hardSigmoidForward",
    backward: "hardSigmoidBackward",
    tangent: null,
    keeps: "outputs",
    initializer: "xavier",
  },
  mish: {
    forward: "mishForward",
    backward: "mishBackward",
    tangent: "mishTangent",
    keeps: "inputs",
    initializer: "he",
  },
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
  if (typeof name !== "string")
    throw new OptionError({ where, received: given, expected: "an activation's name or object" });
  if (!names.includes(name)) throw unknownName(where, name, names);
  const parameter = kindOf(name)?.parameter;
  if (typeof given !== "string") checkedKeys(`${where}: ${name}`, given, parameter ? ["parameter"] : []);
  if (parameter === undefined) return Object.freeze({ name: name as ActivationName });
  const value = typeof given === "string" ? parameter.rule.fallback : given.parameter;
  const options = checked(`${where}: ${name}`, { [parameter.name]: value }, { [parameter.name]: parameter.rule });
  return Object.freeze({ name: name as ActivationName, parameter: options[parameter.name] as number });
}

const withParameter = (name: ActivationName, options: object | undefined): Activation => {
  const { parameter } = kindOf(name) as Required<ActivationKind>;
  const read = checked(name, options, { [parameter.name]: parameter.rule });
  return Object.freeze({ name, parameter: read[parameter.name] });
};

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
export function leakyRelu(options?: { readonly slope?: number }): Activation {
  return withParameter("leakyRelu", options);
}

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
export function elu(options?: { readonly alpha?: number }): Activation {
  return withParameter("elu", options);
}

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
export function softplus(options?: { readonly beta?: number }): Activation {
  return withParameter("softplus", options);
}
