// The cost of some rows as a function of θ, as steps that look at curvature ask for it.
import type { Tensor } from "../core/core.ts";

/** All tensors have θ's length. */
export interface CostFunction {
  readonly theta: Tensor;
  /** ∂cost/∂θ after `gradient` */
  readonly gradients: Tensor;
  /** written by the caller before `multiply` */
  readonly direction: Tensor;
  /** H·direction after `multiply` */
  readonly product: Tensor;
  /** the cost at θ */
  value(): Promise<number>;
  /** the cost at θ, and its gradient; products are at the θ of the last call */
  gradient(): Promise<number>;
  multiply(): Promise<void>;
  /** yields to the event loop where it is due */
  rest(): Promise<void>;
}
