// Refuses a point of θ at which the cost or its gradient is not finite: there is no step from it, and no curvature.
import { StateError } from "../core/errors.ts";

/** @throws {StateError} unless both are finite */
export function requireFinitePoint(where: string, cost: number, gradientNorm: number): void {
  if (Number.isFinite(cost) && Number.isFinite(gradientNorm)) return;
  const hint = `The cost is ${cost}, the gradient's length ${gradientNorm}.`;
  throw new StateError({ where, expected: "weights at which the cost and its gradient are finite", hint });
}
