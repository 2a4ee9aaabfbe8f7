// The losses by name, with their kernels.
import { kernelsOf, type NamedKind, readNamed } from "../core/named.ts";
import type { KernelsTaking } from "../core/program.ts";
import { lossKinds } from "./kinds.ts";
import type { LossKind } from "./loss.ts";

export type LossName = keyof typeof lossKinds;
/** The losses after which kernels of gradients are called. */
type GradientName = {
  [N in LossName]: (typeof lossKinds)[N] extends { readonly gradientsOf: infer G } ? G : N;
}[LossName];
type CurvedName = {
  [N in GradientName]: (typeof lossKinds)[N] extends { readonly piecewiseLinear: true } ? never : N;
}[GradientName];

/** A loss with its parameter: frozen, JSON. */
export type Loss = NamedKind<LossName>;

type RowOperands = "targets" | "rowWeights" | "parameter" | "rows" | "width";

/** A loss's kernels. */
export interface LossKernels {
  readonly forward: KernelsTaking<"loss" | "predictions" | RowOperands>;
  readonly backward: KernelsTaking<"gradients" | "predictions" | "probabilities" | "scale" | RowOperands>;
  /** The tangent of the gradients; null where it is 0. */
  readonly tangent: KernelsTaking<
    "gradientTangents" | "predictionTangents" | "predictions" | "probabilities" | "scale" | RowOperands
  > | null;
}

/** Each kind is put together once: it is asked for in every block that is written. */
const known: { [N in LossName]?: LossKind & LossKernels } = {};

/** The kind of a loss and its kernels. */
export const lossKind = ({ name }: Loss): LossKind & LossKernels => {
  known[name] ??= withKernels(name);
  return known[name];
};

function withKernels(name: LossName): LossKind & LossKernels {
  const kind: LossKind = lossKinds[name];
  const gradients = kernelsOf<GradientName, CurvedName>((kind.gradientsOf ?? name) as GradientName, kind);
  const kernels: LossKernels = { ...gradients, forward: `${name}Forward` };
  return { ...kind, ...kernels };
}

/** Reads a loss given by name or as an object. @throws {OptionError} on an unknown name, the nearest suggested */
export const readLoss = (where: string, value: string | Loss): Loss =>
  readNamed<LossName>(where, "a loss's name or object", value, lossKinds);
