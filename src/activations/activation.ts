// What an activation is to shared code.
import type { Parameter } from "../core/named.ts";

/**
 * What an activation's file says; its kernels are `NAMEForward`, `NAMEBackward` and, where it is curved, `NAMETangent`.
 *
 * Kept are the outputs wherever the derivative follows from them without loss: the layer then computes in place. That is why a
 * slope is ≥ 0: the output's sign must be its input's. `he` is for what is near 0 on the left and near the
 * identity on the right (He et al. 2015 derive it for such units), `xavier` for what saturates on both sides.
 */
export interface ActivationKind {
  /** What the backward kernel reads; where it is the outputs, the layer computes in place. */
  readonly keeps: "inputs" | "outputs";
  /** The initializer of a layer that names none. */
  readonly initializer: "he" | "xavier";
  /** Its second derivative is 0 but for kinks, which have none: there is no tangent kernel, and the Hessian is that of the linear pieces. */
  readonly piecewiseLinear?: true;
  readonly parameter?: Parameter;
  /** An output of 0 means a unit that is silent: no gradient reaches its weights. */
  readonly silentAtZero?: true;
  /** Where both ends are flat: the slope at an output y, as a share of the largest. */
  slopeShare?(y: number): number;
}
