// Twins of assembly/optimizers/gradients: all gradients cleared, guarded, clipped. Knows no optimizer.
import { CURSOR_HALT, HALT_CONVERGED, HALT_NOT_FINITE } from "../../assembly/abi.ts";
import type { TwinsOf } from "./twin.ts";

export const gradientTwins = {
  /** g ← 0, Σ loss ← 0, Σ loss² ← 0, penalty ← 0 */
  gradientsClear(m, { gradients, loss, count }) {
    m.fill(0, gradients, gradients + count);
    m[loss] = 0;
    m[loss + 2] = 0;
    m[loss + 4] = 0;
  },
  /** norm[0] ← Σ g²; halts where loss or gradient is not finite, or where Σ g² ≤ norm[1] */
  gradientsGuard(m, { cursor, norm, loss, gradients, count }) {
    let squares = 0;
    for (let i = 0; i < count; i++) squares += m[gradients + i] ** 2;
    m[norm] = squares;
    const finite = Number.isFinite(squares) && Number.isFinite(m[loss]) && Number.isFinite(m[loss + 4]);
    if (!finite) m[cursor + CURSOR_HALT / 4] = HALT_NOT_FINITE;
    else if (squares <= m[norm + 2]) m[cursor + CURSOR_HALT / 4] = HALT_CONVERGED;
  },
  /** g ← g · limit/‖g‖ where ‖g‖ > limit */
  gradientsClip(m, { gradients, norm, limit, count }) {
    const length = Math.sqrt(m[norm]);
    if (length <= m[limit]) return;
    for (let i = 0; i < count; i++) m[gradients + i] *= m[limit] / length;
  },
} as const satisfies TwinsOf<"gradientsClear" | "gradientsGuard" | "gradientsClip">;
