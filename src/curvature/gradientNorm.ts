// The length of a gradient in the core's memory.
import type { Core, Tensor } from "../core/core.ts";

/** √Σg² in float64, ascending. */
export function gradientNorm(core: Core, gradients: Tensor): number {
  let squares = 0;
  for (const g of core.read(gradients)) squares += g * g;
  return Math.sqrt(squares);
}
