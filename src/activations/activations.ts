// The activations by name, with their kernels.
import { kernelsOf, type NamedKind, readNamed } from "../core/named.ts";
import type { KernelsTaking } from "../core/program.ts";
import type { ActivationKind } from "./activation.ts";
import { activationKinds } from "./kinds.ts";

type KindName = keyof typeof activationKinds;
type CurvedName = {
  [N in KindName]: (typeof activationKinds)[N] extends { readonly piecewiseLinear: true } ? never : N;
}[KindName];

export type ActivationName = "identity" | KindName;

/** An activation with its parameter: frozen, JSON. */
export type Activation = NamedKind<ActivationName>;

/** An activation's kernels. */
export interface ActivationKernels {
  readonly forward: KernelsTaking<"outputs" | "inputs" | "parameter" | "count">;
  readonly backward: KernelsTaking<"inputGradients" | "outputGradients" | "inputs" | "outputs" | "parameter" | "count">;
  /** Adds what the second derivative makes of a tangent; null where that is 0. */
  readonly tangent: KernelsTaking<
    "gradientTangents" | "outputGradients" | "inputTangents" | "inputs" | "outputs" | "parameter" | "count"
  > | null;
}

/** The kind of an activation and its kernels; undefined for the identity, which computes nothing. */
export function kindOfActivation({ name }: Activation): (ActivationKind & ActivationKernels) | undefined {
  if (name === "identity") return undefined;
  const kind: ActivationKind = activationKinds[name];
  const kernels: ActivationKernels = kernelsOf<KindName, CurvedName>(name, kind);
  return { ...kind, ...kernels };
}

/** Reads an activation given by name or as an object. @throws {OptionError} on an unknown name, the nearest suggested */
export const readActivation = (where: string, value: string | Activation): Activation =>
  readNamed<ActivationName>(where, "an activation's name or object", value, { identity: {}, ...activationKinds });
