// What a loss is to shared code.
import type { Parameter } from "../core/named.ts";
import type { KernelsTaking } from "../core/program.ts";

/** One output's targets over the rows of a set, as the loss sees them. */
export interface TargetColumn {
  readonly mean: number;
  readonly median: number;
  /** the mean of f(target) over the rows */
  average(f: (target: number) => number): number;
  /** −p·ln p; 0 at 0 */
  entropy(p: number): number;
}

/** What a loss's file says; its kernels are `NAMEForward`, `NAMEBackward` and, where it is curved, `NAMETangent`. */
export interface LossKind {
  /** From raw outputs to probabilities; null where predictions are the raw outputs. */
  readonly link: KernelsTaking<"probabilities" | "logits" | "rows" | "width"> | null;
  /** Class numbers become these: [elsewhere, at the class]. */
  levels(parameter: number, width: number): readonly [number, number];
  readonly classification: boolean;
  /** The mean is over rows × outputs, not over rows. */
  readonly elementwise: boolean;
  /** What targets given as values must be. */
  readonly values: "any" | "probability" | "distribution" | "sign";
  /** The loss whose gradients it has, where these are another's: their kernels are called after that one. */
  readonly gradientsOf?: string;
  /** The tangent of its gradients is 0 but for kinks: there is no tangent kernel. */
  readonly piecewiseLinear?: true;
  readonly parameter?: Parameter;
  /** An output's share in the loss of the best prediction that ignores the inputs. */
  baseline(targets: TargetColumn, parameter: number): number;
}

/** Levels of a class as a number, and as a sign. */
export const zeroOne = (): readonly [number, number] => [0, 1];
export const plusMinus = (): readonly [number, number] => [-1, 1];
