// Lion's update. Knows no schedule: the rate of each step lies in memory.
import { Four, Lanes, One, wholeBytes } from "../lanes/access";
import { SIGN } from "../lanes/constants";
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";

function span<L extends Lanes>(
  parameters: usize,
  gradients: usize,
  momentum: usize,
  beta1: v128,
  rest1: v128,
  beta2: v128,
  rest2: v128,
  rate: v128,
  decay: v128,
  from: usize,
  to: usize,
): void {
  const lanes = changetype<L>(0);
  const zero = f32x4.splat(0);
  for (let at = from; at < to; at += lanes.width()) {
    const g = lanes.load(gradients + at);
    const m = lanes.load(momentum + at);
    const c = Moments.mean(beta1, m, rest1, g);
    // α with c's sign, 0 where c is 0, NaN where it is NaN
    const signed = v128.and(v128.or(v128.and(c, v128.load(SIGN)), rate), f32x4.ne(c, zero));
    const step = v128.or(signed, f32x4.ne(c, c));
    lanes.store(momentum + at, Moments.mean(beta2, m, rest2, g));
    const theta = lanes.load(parameters + at);
    lanes.store(parameters + at, f32x4.sub(theta, f32x4.add(f32x4.mul(decay, Moments.value(theta)), step)));
  }
}

/**
 *   c = β₁m + (1−β₁)g      θ ← θ − α(sign c + λθ),  sign 0 = 0      m ← β₂m + (1−β₂)g
 *
 * Source: Chen et al. 2023, Symbolic Discovery of Optimization Algorithms, Algorithm 2.
 *
 * @param parameters  θ, count, read and written; |θ| < 2⁻¹⁰⁰ does not decay
 * @param gradients   g, count; |g| < 2⁻¹⁰⁰ counts as 0
 * @param momentum    m, count, read and written; |m| < 2⁻¹⁰⁰ counts as 0
 * @param settings    float64 [β₁, β₂, λ]
 * @param rates       float64 α per step of the epoch
 * @param cursor      where the run is
 */
export function lionUpdate(
  parameters: usize,
  gradients: usize,
  momentum: usize,
  settings: usize,
  rates: usize,
  cursor: usize,
  count: i32,
): void {
  const beta1 = load<f64>(settings);
  const beta2 = load<f64>(settings, 8);
  const rate = rateAt(rates, cursor);
  const b1 = four(beta1);
  const r1 = four(1 - beta1);
  const b2 = four(beta2);
  const r2 = four(1 - beta2);
  const a = four(rate);
  const decay = four(rate * load<f64>(settings, 16));
  const whole = wholeBytes(count);
  span<Four>(parameters, gradients, momentum, b1, r1, b2, r2, a, decay, 0, whole);
  span<One>(parameters, gradients, momentum, b1, r1, b2, r2, a, decay, whole, (<usize>count) << 2);
}
