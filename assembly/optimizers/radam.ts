// RAdam's update. Knows no schedule: the rate of each step lies in memory.
import { Four, Lanes, One, wholeBytes } from "../lanes/access";
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";

function span<L extends Lanes>(
  parameters: usize,
  gradients: usize,
  firstMoments: usize,
  secondMoments: usize,
  beta1: v128,
  rest1: v128,
  beta2: v128,
  rest2: v128,
  epsilon: v128,
  step: v128,
  rectified: bool,
  from: usize,
  to: usize,
): void {
  const lanes = changetype<L>(0);
  for (let at = from; at < to; at += lanes.width()) {
    const g = lanes.load(gradients + at);
    const m = Moments.mean(beta1, lanes.load(firstMoments + at), rest1, g);
    const v = Moments.meanSquare(beta2, lanes.load(secondMoments + at), rest2, g);
    lanes.store(firstMoments + at, m);
    lanes.store(secondMoments + at, v);
    const direction = rectified ? f32x4.div(m, f32x4.add(f32x4.sqrt(v), epsilon)) : m;
    lanes.store(parameters + at, f32x4.sub(lanes.load(parameters + at), f32x4.mul(step, direction)));
  }
}

/**
 *   m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²      ρ∞ = 2/(1−β₂) − 1      ρₜ = ρ∞ − 2t·β₂ᵗ/(1−β₂ᵗ)
 *   ρₜ > 5:  θ ← θ − α·r·m̂·√(1−β₂ᵗ)/(√v + ε),  r² = (ρₜ−4)(ρₜ−2)ρ∞/((ρ∞−4)(ρ∞−2)ρₜ),  m̂ = m/(1−β₁ᵗ)
 *   else:    θ ← θ − α·m̂
 *
 * All but m, v and θ is float64, cast once. Source: Liu et al. 2020, On the Variance of the Adaptive Learning Rate and Beyond,
 * Algorithm 2, which rectifies when ρₜ > 4; the bound of 5 and the place of ε are PyTorch's.
 *
 * @param parameters     θ, count, read and written
 * @param gradients      g, count; |g| < 2⁻¹⁰⁰ counts as 0 in m, |g| < 2⁻⁵⁷ in v
 * @param firstMoments   m, count, read and written; |m| < 2⁻¹⁰⁰ counts as 0
 * @param secondMoments  v, count, read and written; v < 2⁻¹²⁶ counts as 0
 * @param scalars        float64 [β₁ᵗ, β₂ᵗ, t], read and written; begin at 1, 1, 0
 * @param settings       float64 [β₁, β₂, ε]
 * @param rates          float64 α per step of the epoch
 * @param cursor         where the run is
 */
export function radamUpdate(
  parameters: usize,
  gradients: usize,
  firstMoments: usize,
  secondMoments: usize,
  scalars: usize,
  settings: usize,
  rates: usize,
  cursor: usize,
  count: i32,
): void {
  const beta1 = load<f64>(settings);
  const beta2 = load<f64>(settings, 8);
  const power1 = load<f64>(scalars) * beta1;
  const power2 = load<f64>(scalars, 8) * beta2;
  const t = load<f64>(scalars, 16) + 1;
  store<f64>(scalars, power1);
  store<f64>(scalars, power2, 8);
  store<f64>(scalars, t, 16);
  const limit = 2 / (1 - beta2) - 1;
  const rho = limit - (2 * t * power2) / (1 - power2);
  const rectified = rho > 5;
  let rate = rateAt(rates, cursor) / (1 - power1);
  if (rectified) {
    const square = ((rho - 4) * (rho - 2) * limit) / ((limit - 4) * (limit - 2) * rho);
    rate *= sqrt(square * (1 - power2));
  }
  const b1 = four(beta1);
  const r1 = four(1 - beta1);
  const b2 = four(beta2);
  const r2 = four(1 - beta2);
  const e = four(load<f64>(settings, 16));
  const step = four(rate);
  const m = firstMoments;
  const v = secondMoments;
  const whole = wholeBytes(count);
  const end = (<usize>count) << 2;
  span<Four>(parameters, gradients, m, v, b1, r1, b2, r2, e, step, rectified, 0, whole);
  span<One>(parameters, gradients, m, v, b1, r1, b2, r2, e, step, rectified, whole, end);
}
