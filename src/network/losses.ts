// The losses: each one's kernels, its link from raw outputs to predictions, and what it makes of targets. Knows no layer.
import { checked, type Rule, unknownName } from "../core/options.ts";
import type { KernelsTaking } from "../core/program.ts";
import { OptionError } from "../core/errors.ts";

type RowOperands = "targets" | "rowWeights" | "parameter" | "rows" | "width";

/** What a loss is to shared code. */
export interface LossKind {
  readonly forward: KernelsTaking<"loss" | "predictions" | RowOperands>;
  readonly backward: KernelsTaking<"gradients" | "predictions" | "probabilities" | "scale" | RowOperands>;
  /** From raw outputs to probabilities; null where predictions are the raw outputs. */
  readonly link: KernelsTaking<"probabilities" | "logits" | "rows" | "width"> | null;
  /** Class numbers become these: [elsewhere, at the class]. */
  levels(parameter: number, width: number): readonly [number, number];
  readonly classification: boolean;
  /** The mean is over rows × outputs, not over rows. */
  readonly elementwise: boolean;
  /** What targets given as values must be. */
  readonly values: "any" | "probability" | "distribution" | "sign";
  readonly parameter?: { readonly name: string; readonly rule: Rule<number> };
}

export const lossKinds = {
  softmaxCrossEntropy: {
    forward: "softmaxCrossEntropyForward",
    backward: "softmaxCrossEntropyBackward",
    link: "softmaxForward",
    levels: () => [0, 1],
    classification: true,
    elementwise: false,
    values: "distribution",
  },
  meanSquaredError: {
    forward: "meanSquaredErrorForward",
    backward: "meanSquaredErrorBackward",
    link: null,
    levels: () => [0, 1],
    classification: false,
    elementwise: true,
    values: "any",
  },
} as const satisfies Record<string, LossKind>;

export type LossName = keyof typeof lossKinds;

/** A loss with its parameter: frozen, JSON. */
export interface Loss {
  readonly name: LossName;
  readonly parameter?: number;
}

/** The kind of a loss. */
export const lossKind = (loss: Loss): LossKind => lossKinds[loss.name];

/** Reads a loss given by name or as an object. @throws {OptionError} on an unknown name, the nearest suggested */
export function lossOf(where: string, given: string | Loss): Loss {
  const name = typeof given === "string" ? given : given?.name;
  if (typeof name !== "string") throw new OptionError({ where, came: given, expected: "a loss's name or object" });
  if (!Object.hasOwn(lossKinds, name)) throw unknownName(where, name, Object.keys(lossKinds));
  const parameter = (lossKinds as Record<string, LossKind>)[name].parameter;
  if (parameter === undefined) return Object.freeze({ name: name as LossName });
  const value = typeof given === "string" ? parameter.rule.fallback : given.parameter;
  const options = checked(`${where}: ${name}`, { [parameter.name]: value }, { [parameter.name]: parameter.rule });
  return Object.freeze({ name: name as LossName, parameter: options[parameter.name] as number });
}
