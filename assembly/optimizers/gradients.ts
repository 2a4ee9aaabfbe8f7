// What happens to all gradients at once: cleared before a step, guarded and clipped before its update.
import { HALT_CONVERGED, HALT_NOT_FINITE } from "../abi";
import { TAIL_BYTES } from "../lanes/tail";
import { Cursor } from "../operands/cursor";
import { LossSums } from "../operands/loss";

/** Bytes of scratch that every optimizer's update needs. */
export const tailScratchBytes: i32 = TAIL_BYTES;

@unmanaged
class ClearOperands {
  /** count, written */
  gradients: usize;
  /** written */
  loss: LossSums;
  count: i32;
}

/** Begins a step: gradients and the loss's sums become 0. */
export function gradientsClear(o: ClearOperands): void {
  memory.fill(o.gradients, 0, (<usize>o.count) << 2);
  memory.fill(changetype<usize>(o.loss), 0, offsetof<LossSums>());
}

/** The length of the gradient. */
@unmanaged
class Norm {
  /** Σ g² */
  squares: f64;
  /** where Σ g² is no larger, the run has converged; negative: never */
  threshold: f64;
}

@unmanaged
class GuardOperands {
  /** its halt is written */
  cursor: Cursor;
  /** its squares are written */
  norm: Norm;
  loss: LossSums;
  /** g, count */
  gradients: usize;
  count: i32;
}

/**
 * squares ← Σ g², in float64, where the square of a float32 cannot overflow. Halts the run before its update when a gradient
 * or the loss is not finite, or when Σ g² ≤ threshold.
 *
 * Order of the sum: four chains over the elements 4i … 4i+3, added as (0 + 2) + (1 + 3), then the tail ascending.
 */
export function gradientsGuard(o: GuardOperands): void {
  const gradients = o.gradients;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = (<usize>o.count) << 2;
  const whole = end & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const g = v128.load(gradients + at);
    const a = f64x2.promote_low_f32x4(g);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(g, g, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sums = f64x2.add(low, high);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (; at < end; at += 4) {
    const g = <f64>load<f32>(gradients + at);
    sum += g * g;
  }
  o.norm.squares = sum;
  if (!isFinite(sum) || !isFinite(o.loss.sum) || !isFinite(o.loss.penalty)) o.cursor.halt = HALT_NOT_FINITE;
  else if (sum <= o.norm.threshold) o.cursor.halt = HALT_CONVERGED;
}

@unmanaged
class ClipOperands {
  /** g, count, read and written */
  gradients: usize;
  /** as the guard left it */
  norm: Norm;
  /** one float64 */
  limit: usize;
  count: i32;
}

/** Where ‖g‖ > limit: g ← g · limit/‖g‖, the factor computed in float64 and cast once. */
export function gradientsClip(o: ClipOperands): void {
  const length = sqrt(o.norm.squares);
  const most = load<f64>(o.limit);
  if (length <= most) return;
  const gradients = o.gradients;
  const factor = <f32>(most / length);
  const all = f32x4.splat(factor);
  const end = (<usize>o.count) << 2;
  const whole = end & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) v128.store(gradients + at, f32x4.mul(v128.load(gradients + at), all));
  for (; at < end; at += 4) store<f32>(gradients + at, load<f32>(gradients + at) * factor);
}
