// What an optimizer is to shared code: a frozen description with its state's shape and its one update record.
import type { Arena } from "../core/arena.ts";
import type { Tensor } from "../core/core.ts";
import { type Rule, type Rules, value } from "../core/options.ts";
import type { Program } from "../core/program.ts";
import type { CostFunction } from "./costFunction.ts";

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
  /** tailScratchBytes or more */
  readonly scratch: Tensor;
  /** length of θ */
  readonly count: number;
}

/** A step that is more than one record: it sees the batch's cost as a function of θ and decides. */
export interface CurvatureStep {
  /** Takes memory once per run; the step answers false, with θ as it was, where it has nowhere finite to go. */
  open(arena: Arena, count: number): (batch: CostFunction, rate: number) => Promise<boolean>;
  /** The next point of a function with an exact Hessian, in float64. */
  onFunction(f: FunctionWithHessian, x: Float64Array, gradient: ArrayLike<number>, rate: number): Float64Array;
}

/** A function as `minimize` gets it. */
export interface FunctionWithHessian {
  value(x: number[]): number;
  hessian?(x: number[]): readonly ArrayLike<number>[];
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
  /** Loads the step, where it is no record; `emit` then emits nothing. */
  readonly curvatureStep?: () => Promise<CurvatureStep>;
}

/** Whether a value is an optimizer; JSON of one has lost its functions. */
export function isOptimizer(value: unknown): value is Optimizer {
  const { kind, emit, scalars } = Object(value);
  return kind === "optimizer" && !!(emit && scalars);
}

/** An optimizer as plain data. */
export type OptimizerJSON = Pick<Optimizer, "name" | "options">;

/** The plain data of an optimizer, without its functions. */
export const optimizerToJSON = ({ name, options }: Optimizer): OptimizerJSON => ({ name, options });

/** The rule of an option that is an optimizer. */
export const optimizerRule = (): Rule<Optimizer | undefined> =>
  value<Optimizer | undefined>(undefined, "an optimizer, such as adam(), not JSON", isOptimizer);

/** Learning rates at which optimizers show their character on one surface, by what a step's length depends on. */
export interface RaceRates {
  /** the gradient */
  readonly plain: number;
  /** the gradients of many steps */
  readonly withMomentum: number;
  /** the rate alone */
  readonly adaptive: number;
  /** the parameters' unit alone */
  readonly unitless: number;
}

/** What an optimizer's file says to those that take it by its name. */
export interface OptimizerKind {
  /** Makes it of what it keeps as its `options`. */
  make(options?: Optimizer["options"]): Optimizer;
  readonly rules: () => Rules;
  /** The command line's rate, where that is not the default. */
  readonly suggestedRate?: number;
  /** The rate in a race; absent: its own. */
  raceRate?(rates: RaceRates, options: Optimizer["options"]): number;
}

/** What an optimizer's own file gives; the rest is the same for all. */
interface Definition {
  readonly vectors?: readonly (string | { readonly name: string; readonly initial: number })[];
  readonly scalars?: readonly number[];
  readonly settings?: readonly number[];
  emit(program: Program, tensors: OptimizerTensors): void;
  readonly curvatureStep?: () => Promise<CurvatureStep>;
}

/** A frozen optimizer from its name, its checked options and its parts; a vector given by name alone begins at 0. */
export function described(
  name: string,
  options: Readonly<Record<string, number | boolean | string>> & { readonly learningRate: number },
  { vectors = [], scalars = [], settings = [], emit, curvatureStep }: Definition,
): Optimizer {
  const filled = vectors.map((v) => Object.freeze(typeof v === "string" ? { name: v, initial: 0 } : v));
  return Object.freeze<Optimizer>({
    kind: "optimizer",
    name,
    options,
    learningRate: options.learningRate,
    vectors: Object.freeze(filled),
    scalars: Object.freeze([...scalars]),
    settings: Object.freeze([...settings]),
    emit,
    ...(curvatureStep && { curvatureStep }),
  });
}
