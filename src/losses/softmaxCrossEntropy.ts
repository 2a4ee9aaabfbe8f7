// Cross-entropy of the softmax of the raw outputs.
import { type NamedKind, named } from "../core/named.ts";
import { belowOne } from "../core/options.ts";
import type { LossKind, TargetColumn } from "./loss.ts";

export const softmaxCrossEntropyKind = {
  link: "softmaxForward",
  /* (1 − s)·onehot + s/k */
  levels: (s: number, k: number): readonly [number, number] => [s / k, 1 - s + s / k],
  classification: true,
  elementwise: false,
  values: "distribution",
  parameter: { name: "labelSmoothing", rule: belowOne(0) },
  baseline: ({ mean, entropy }: TargetColumn) => entropy(mean),
} as const satisfies LossKind;

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
export function softmaxCrossEntropy(options?: { readonly labelSmoothing?: number }): NamedKind<"softmaxCrossEntropy"> {
  return named("softmaxCrossEntropy", softmaxCrossEntropyKind, options);
}
