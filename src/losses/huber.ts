// Squared for small differences, straight for large ones.
import { type NamedKind, named } from "../core/named.ts";
import { positive } from "../core/options.ts";
import { type LossKind, type TargetColumn, zeroOne } from "./loss.ts";

export const huberKind = {
  link: null,
  levels: zeroOne,
  classification: false,
  elementwise: true,
  values: "any",
  parameter: { name: "delta", rule: positive(1) },
  baseline: ({ mean, average }: TargetColumn, delta: number) =>
    average((t) => {
      const d = Math.abs(t - mean);
      return d <= delta ? 0.5 * d * d : delta * (d - delta / 2);
    }),
} as const satisfies LossKind;

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
export function huber(options?: { readonly delta?: number }): NamedKind<"huber"> {
  return named("huber", huberKind, options);
}
