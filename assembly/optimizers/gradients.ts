// What happens to all gradients at once: cleared before a step, guarded and clipped before its update. Knows no optimizer.
import { CURSOR_HALT, HALT_CONVERGED, HALT_NOT_FINITE } from "../abi";

/**
 * Begins a step: gradients and the loss's sums become 0.
 *
 * @param gradients  count, written
 * @param loss       float64 [Σ loss, Σ loss², penalty], written
 */
export function gradientsClear(gradients: usize, loss: usize, count: i32): void {
  memory.fill(gradients, 0, (<usize>count) << 2);
  memory.fill(loss, 0, 24);
}

/**
 * norm[0] ← Σ g², in float64, where the square of a float32 cannot overflow. Halts the run before its update when a gradient
 * or the loss is not finite, or when Σ g² ≤ norm[1] (a negative norm[1] never does).
 *
 * Order of the sum: four chains over the elements 4i … 4i+3, added as (0 + 2) + (1 + 3), then the tail ascending.
 *
 * @param cursor     its halt is written
 * @param norm       float64 [Σ g², threshold]; the first is written
 * @param loss       float64 [Σ loss, Σ loss², penalty]
 * @param gradients  count
 */
export function gradientsGuard(cursor: usize, norm: usize, loss: usize, gradients: usize, count: i32): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = (<usize>count) << 2;
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
  store<f64>(norm, sum);
  if (!isFinite(sum) || !isFinite(load<f64>(loss)) || !isFinite(load<f64>(loss, 16))) {
    store<i32>(cursor + CURSOR_HALT, HALT_NOT_FINITE);
  } else if (sum <= load<f64>(norm, 8)) store<i32>(cursor + CURSOR_HALT, HALT_CONVERGED);
}

/**
 * Where ‖g‖ > limit: g ← g · limit/‖g‖, the factor computed in float64 and cast once.
 *
 * @param gradients  count, read and written
 * @param norm       float64 [Σ g², …] as the guard left it
 * @param limit      one float64
 */
export function gradientsClip(gradients: usize, norm: usize, limit: usize, count: i32): void {
  const length = sqrt(load<f64>(norm));
  const most = load<f64>(limit);
  if (length <= most) return;
  const factor = <f32>(most / length);
  const all = f32x4.splat(factor);
  const end = (<usize>count) << 2;
  const whole = end & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) v128.store(gradients + at, f32x4.mul(v128.load(gradients + at), all));
  for (; at < end; at += 4) store<f32>(gradients + at, load<f32>(gradients + at) * factor);
}
