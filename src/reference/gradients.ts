// Twins of assembly/optimizers/gradients: all gradients cleared, guarded, clipped.
import { HALT_CONVERGED, HALT_NOT_FINITE } from "../../assembly/abi.ts";
import type { Twins } from "./twin.ts";

export const gradientTwins = {
  /** g ← 0, Σ loss ← 0, Σ loss² ← 0, penalty ← 0 */
  gradientsClear(m, { gradients, loss, count }) {
    m.fill(0, gradients, gradients + count);
    m[loss.sum] = 0;
    m[loss.squares] = 0;
    m[loss.penalty] = 0;
  },
  /** squares ← Σ g²; halts where loss or gradient is not finite, or where Σ g² ≤ threshold */
  gradientsGuard(m, { cursor, norm, loss, gradients, count }) {
    let squares = 0;
    for (let i = 0; i < count; i++) squares += m[gradients + i] ** 2;
    m[norm.squares] = squares;
    const finite = Number.isFinite(squares) && Number.isFinite(m[loss.sum]) && Number.isFinite(m[loss.penalty]);
    if (!finite) m[cursor.halt] = HALT_NOT_FINITE;
    else if (squares <= m[norm.threshold]) m[cursor.halt] = HALT_CONVERGED;
  },
  /** g ← g · limit/‖g‖ where ‖g‖ > limit */
  gradientsClip(m, { gradients, norm, limit, count }) {
    const length = Math.sqrt(m[norm.squares]);
    if (length <= m[limit]) return;
    for (let i = 0; i < count; i++) m[gradients + i] *= m[limit] / length;
  },
} as const satisfies Partial<Twins>;
