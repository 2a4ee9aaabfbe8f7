// What an optimizer is to shared code: a frozen description with its state's shape and its one update record. Knows no training loop.
import type { Tensor } from "../core/core.ts";
import type { Program } from "../core/program.ts";

/** What an update record works on; all vectors have θ's length. */
export interface OptimizerTensors {
  readonly parameters: Tensor;
  readonly gradients: Tensor;
  /** one per entry of `vectors`, in its order; float32 */
  readonly vectors: readonly Tensor[];
  /** float64, as long as `scalars` (at least 1) */
  readonly scalars: Tensor;
  /** float64, as long as `settings` (at least 1) */
  readonly settings: Tensor;
  /** float64, α of each step of the epoch */
  readonly rates: Tensor;
  readonly cursor: Tensor;
  /** length of θ */
  readonly count: number;
}

export interface Optimizer {
  readonly kind: "optimizer";
  readonly name: string;
  /** All options with defaults filled in; JSON, so that a checkpoint can rebuild the optimizer. */
  readonly options: Readonly<Record<string, number | boolean | string>>;
  readonly learningRate: number;
  /** State vectors and what they are filled with at the start. */
  readonly vectors: readonly { readonly name: string; readonly initial: number }[];
  /** State numbers (β powers, steps taken) at the start. */
  readonly scalars: readonly number[];
  /** Numbers that stay: β, ε, … */
  readonly settings: readonly number[];
  /** Emits the update: one record. */
  emit(program: Program, tensors: OptimizerTensors): void;
}
