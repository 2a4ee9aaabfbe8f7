// RMSProp's update, plain or centered, with momentum or without. Knows no schedule: the rate of each step lies in memory.
import { Four, Lanes, One, wholeBytes } from "../lanes/access";
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";

function span<L extends Lanes>(
  parameters: usize,
  gradients: usize,
  squares: usize,
  means: usize,
  velocity: usize,
  rho: v128,
  rest: v128,
  spread: v128,
  epsilon: v128,
  gamma: v128,
  rate: v128,
  from: usize,
  to: usize,
): void {
  const lanes = changetype<L>(0);
  for (let at = from; at < to; at += lanes.width()) {
    const g = lanes.load(gradients + at);
    let deviation = g;
    if (means) {
      const mean = lanes.load(means + at);
      deviation = f32x4.sub(g, mean);
      lanes.store(means + at, Moments.mean(rho, mean, rest, g));
    }
    const v = Moments.meanSquare(rho, lanes.load(squares + at), spread, deviation);
    lanes.store(squares + at, v);
    let direction = f32x4.div(Moments.value(g), f32x4.add(f32x4.sqrt(v), epsilon));
    if (velocity) {
      direction = f32x4.add(f32x4.mul(gamma, Moments.value(lanes.load(velocity + at))), direction);
      lanes.store(velocity + at, direction);
    }
    lanes.store(parameters + at, f32x4.sub(lanes.load(parameters + at), f32x4.mul(rate, direction)));
  }
}

/**
 * plain      v ← ρv + (1−ρ)g²                                    d = g/(√v + ε)      θ ← θ − αd
 * centered   v ← ρv + ρ(1−ρ)(g − ḡ)²,  then ḡ ← ρḡ + (1−ρ)g      momentum: b ← γb + d,  θ ← θ − αb
 *
 * The centered v is the running average of g² less ḡ², by a recurrence in which nothing cancels: it can not become negative,
 * as it does when the two are subtracted (g = 1e-4 at the first step). Without `means` it is the plain v, without `velocity` b is d.
 * Sources: Hinton 2012, Neural Networks for Machine Learning, lecture 6e; Graves 2013, arXiv:1308.0850, whose ε stands inside
 * the root; the recurrence: Finch 2009, Incremental calculation of weighted mean and variance, on exponential weights.
 *
 * @param parameters  θ, count, read and written
 * @param gradients   g, count; |g| < 2⁻¹⁰⁰ counts as 0, |g − ḡ| < 2⁻⁵⁷ in v
 * @param squares     v, count, read and written; v < 2⁻¹²⁶ counts as 0
 * @param means       ḡ, count, read and written, or 0; |ḡ| < 2⁻¹⁰⁰ counts as 0
 * @param velocity    b, count, read and written, or 0; |b| < 2⁻¹⁰⁰ counts as 0
 * @param settings    float64 [ρ, ε, γ]
 * @param rates       float64 α per step of the epoch
 * @param cursor      where the run is
 */
export function rmspropUpdate(
  parameters: usize,
  gradients: usize,
  squares: usize,
  means: usize,
  velocity: usize,
  settings: usize,
  rates: usize,
  cursor: usize,
  count: i32,
): void {
  const rho = load<f64>(settings);
  const r = four(rho);
  const c = four(1 - rho);
  const s = four(means ? rho * (1 - rho) : 1 - rho);
  const e = four(load<f64>(settings, 8));
  const g = four(load<f64>(settings, 16));
  const a = four(rateAt(rates, cursor));
  const whole = wholeBytes(count);
  const end = (<usize>count) << 2;
  span<Four>(parameters, gradients, squares, means, velocity, r, c, s, e, g, a, 0, whole);
  span<One>(parameters, gradients, squares, means, velocity, r, c, s, e, g, a, whole, end);
}
