// Adadelta's update. Knows no schedule: the rate of each step lies in memory.
import { Four, Lanes, One, wholeBytes } from "../lanes/access";
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";

function span<L extends Lanes>(
  parameters: usize,
  gradients: usize,
  squares: usize,
  deltas: usize,
  rho: v128,
  rest: v128,
  epsilon: v128,
  rate: v128,
  from: usize,
  to: usize,
): void {
  const lanes = changetype<L>(0);
  for (let at = from; at < to; at += lanes.width()) {
    const g = lanes.load(gradients + at);
    const v = Moments.meanSquare(rho, lanes.load(squares + at), rest, g);
    const u = lanes.load(deltas + at);
    const ratio = f32x4.div(f32x4.sqrt(f32x4.add(u, epsilon)), f32x4.sqrt(f32x4.add(v, epsilon)));
    const delta = f32x4.mul(ratio, Moments.value(g));
    lanes.store(squares + at, v);
    lanes.store(deltas + at, Moments.meanSquare(rho, u, rest, delta));
    lanes.store(parameters + at, f32x4.sub(lanes.load(parameters + at), f32x4.mul(rate, delta)));
  }
}

/**
 *   v ← ρv + (1−ρ)g²      Δ = g·√(u + ε)/√(v + ε)      u ← ρu + (1−ρ)Δ²      θ ← θ − αΔ
 *
 * Δ is made with the new v and the old u. Source: Zeiler 2012, Algorithm 1, where α = 1 and Δ has the other sign.
 *
 * @param parameters  θ, count, read and written
 * @param gradients   g, count; |g| < 2⁻¹⁰⁰ counts as 0, |g| < 2⁻⁵⁷ in v
 * @param squares     v, count, read and written; v < 2⁻¹²⁶ counts as 0
 * @param deltas      u, count, read and written; u < 2⁻¹²⁶ counts as 0, |Δ| < 2⁻⁵⁷ adds nothing
 * @param settings    float64 [ρ, ε]
 * @param rates       float64 α per step of the epoch
 * @param cursor      where the run is
 */
export function adadeltaUpdate(
  parameters: usize,
  gradients: usize,
  squares: usize,
  deltas: usize,
  settings: usize,
  rates: usize,
  cursor: usize,
  count: i32,
): void {
  const rho = four(load<f64>(settings));
  const rest = four(1 - load<f64>(settings));
  const epsilon = four(load<f64>(settings, 8));
  const rate = four(rateAt(rates, cursor));
  const whole = wholeBytes(count);
  span<Four>(parameters, gradients, squares, deltas, rho, rest, epsilon, rate, 0, whole);
  span<One>(parameters, gradients, squares, deltas, rho, rest, epsilon, rate, whole, (<usize>count) << 2);
}
