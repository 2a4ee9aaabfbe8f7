// The losses: each one's kernels, its link from raw outputs to predictions, and what it makes of targets. Knows no layer.

import { OptionError } from "../core/errors.ts";
import { belowOne, checked, checkedKeys, positive, type Rule, unknownName } from "../core/options.ts";
import type { KernelsTaking } from "../core/program.ts";

type RowOperands = "targets" | "rowWeights" | "parameter" | "rows" | "width";

/** What a loss is to shared code. */
export interface LossKind {
  readonly forward: KernelsTaking<"loss" | "predictions" | RowOperands>;
  readonly backward: KernelsTaking<"gradients" | "predictions" | "probabilities" | "scale" | RowOperands>;
  /** The tangent of the gradients; null where it is 0 but for kinks. */
  readonly tangent: KernelsTaking<
    "gradientTangents" | "predictionTangents" | "predictions" | "probabilities" | "scale" | RowOperands
  > | null;
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

const zeroOne = (): readonly [number, number] => [0, 1];
const plusMinus = (): readonly [number, number] => [-1, 1];
/** (1 − s)·onehot + s/k */
const smoothed = (s: number, k: number): readonly [number, number] => [s / k, 1 - s + s / k];

export const lossKinds = {
  meanSquaredError: {
    forward: "meanSquaredErrorForward",
    backward: "meanSquaredErrorBackward",
    tangent: "meanSquaredErrorTangent",
    link: null,
    levels: zeroOne,
    classification: false,
    elementwise: true,
    values: "any",
  },
  meanAbsoluteError: {
    forward: "meanAbsoluteErrorForward",
    backward: "meanAbsoluteErrorBackward",
    tangent: null,
    link: null,
    levels: zeroOne,
    classification: false,
    elementwise: true,
    values: "any",
  },
  huber: {
    forward: "huberForward",
    backward: "huberBackward",
    tangent: "huberTangent",
    link: null,
    levels: zeroOne,
    classification: false,
    elementwise: true,
    values: "any",
    parameter: { name: "delta", rule: positive(1) },
  },
  hinge: {
    forward: "hingeForward",
    backward: "hingeBackward",
    tangent: null,
    link: null,
    levels: plusMinus,
    classification: true,
    elementwise: true,
    values: "sign",
  },
  squaredHinge: {
    forward: "squaredHingeForward",
    backward: "squaredHingeBackward",
    tangent: "squaredHingeTangent",
    link: null,
    levels: plusMinus,
    classification: true,
    elementwise: true,
    values: "sign",
  },
  binaryCrossEntropy: {
    forward: "binaryCrossEntropyForward",
    backward: "binaryCrossEntropyBackward",
    tangent: "binaryCrossEntropyTangent",
    link: "logisticForward",
    levels: zeroOne,
    classification: true,
    elementwise: true,
    values: "probability",
  },
  softmaxCrossEntropy: {
    forward: "softmaxCrossEntropyForward",
    backward: "softmaxCrossEntropyBackward",
    tangent: "softmaxCrossEntropyTangent",
    link: "softmaxForward",
    levels: smoothed,
    classification: true,
    elementwise: false,
    values: "distribution",
    parameter: { name: "labelSmoothing", rule: belowOne(0) },
  },
  klDivergence: {
    forward: "klDivergenceForward",
    backward: "klDivergenceBackward",
    tangent: "klDivergenceTangent",
    link: "softmaxForward",
    levels: zeroOne,
    classification: true,
    elementwise: false,
    values: "distribution",
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
  if (typeof name !== "string") throw new OptionError({ where, received: given, expected: "a loss's name or object" });
  if (!Object.hasOwn(lossKinds, name)) throw unknownName(where, name, Object.keys(lossKinds));
  const parameter = (lossKinds as Record<string, LossKind>)[name].parameter;
  if (typeof given !== "string") checkedKeys(`${where}: ${name}`, given, parameter ? ["parameter"] : []);
  if (parameter === undefined) return Object.freeze({ name: name as LossName });
  const value = typeof given === "string" ? parameter.rule.fallback : given.parameter;
  const options = checked(`${where}: ${name}`, { [parameter.name]: value }, { [parameter.name]: parameter.rule });
  return Object.freeze({ name: name as LossName, parameter: options[parameter.name] as number });
}

const withParameter = (name: LossName, options: object | undefined): Loss => {
  const { parameter } = lossKind({ name }) as Required<LossKind>;
  const read = checked(name, options, { [parameter.name]: parameter.rule });
  return Object.freeze({ name, parameter: read[parameter.name] });
};

/**
 * Huber's loss: squared for small differences, straight for large ones, so that outliers pull with a bounded force.
 *
 *   h(d) = ½d² for |d| ≤ δ, else δ(|d| − δ/2)      d = prediction − target, mean over rows × outputs
 *
 * @param options.delta  δ > 0, in the targets' unit; default 1
 * @returns a loss for a network's `loss`; the name "huber" stands for the default
 * @throws {OptionError} when δ ≤ 0 or not finite, or on an unknown option
 * @example await Network.create({ inputs: 13, layers: [dense(1)], loss: huber({ delta: 0.5 }) })
 * @see Huber 1964, Robust estimation of a location parameter
 * Differs: PyTorch's SmoothL1Loss is this divided by δ; its HuberLoss is the same.
 */
export function huber(options?: { readonly delta?: number }): Loss {
  return withParameter("huber", options);
}

/**
 * Cross-entropy of the softmax of the last layer's raw outputs, stable at extreme ones.
 *
 *   −Σ t·ln softmax(z), mean over rows      t = (1 − s)·onehot + s/k, or (1 − s)·given + s/k for distributions over k classes
 *
 * @param options.labelSmoothing  s in [0, 1); default 0
 * @returns a loss for a network's `loss`; the name "softmaxCrossEntropy" stands for the default
 * @throws {OptionError} when s lies outside [0, 1), or on an unknown option
 * @example await Network.create({ inputs: 64, layers: [dense(10)], loss: softmaxCrossEntropy({ labelSmoothing: 0.1 }) })
 * @see Szegedy et al. 2016, section 7, arXiv:1512.00567
 * Differs: `classWeights` divide by rows, not by the weights' sum as in PyTorch.
 */
export function softmaxCrossEntropy(options?: { readonly labelSmoothing?: number }): Loss {
  return withParameter("softmaxCrossEntropy", options);
}
