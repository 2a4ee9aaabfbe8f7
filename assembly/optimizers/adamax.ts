// Adamax's update. Knows no schedule: the rate of each step lies in memory.
import { Four, Lanes, One, wholeBytes } from "../lanes/access";
import { ABSOLUTE } from "../lanes/constants";
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";

function span<L extends Lanes>(
  parameters: usize,
  gradients: usize,
  firstMoments: usize,
  norms: usize,
  beta1: v128,
  rest1: v128,
  beta2: v128,
  epsilon: v128,
  step: v128,
  from: usize,
  to: usize,
): void {
  const lanes = changetype<L>(0);
  for (let at = from; at < to; at += lanes.width()) {
    const g = lanes.load(gradients + at);
    const m = Moments.mean(beta1, lanes.load(firstMoments + at), rest1, g);
    const size = f32x4.add(v128.and(g, v128.load(ABSOLUTE)), epsilon);
    const u = f32x4.max(f32x4.mul(beta2, lanes.load(norms + at)), size);
    lanes.store(firstMoments + at, m);
    lanes.store(norms + at, u);
    lanes.store(parameters + at, f32x4.sub(lanes.load(parameters + at), f32x4.mul(step, f32x4.div(m, u))));
  }
}

/**
 *   m ← β₁m + (1−β₁)g      u ← max(β₂u, |g| + ε)      θ ← θ − α/(1−β₁ᵗ)·m/u
 *
 * u never falls below ε, so β₂u is always normal. Source: Kingma & Ba 2015, Algorithm 2, which has no ε; its place is PyTorch's.
 *
 * @param parameters    θ, count, read and written
 * @param gradients     g, count; |g| < 2⁻¹⁰⁰ counts as 0
 * @param firstMoments  m, count, read and written; |m| < 2⁻¹⁰⁰ counts as 0
 * @param norms         u, count, read and written
 * @param scalars       float64 [β₁ᵗ], read and written; begins at 1
 * @param settings      float64 [β₁, β₂, ε]
 * @param rates         float64 α per step of the epoch
 * @param cursor        where the run is
 */
export function adamaxUpdate(
  parameters: usize,
  gradients: usize,
  firstMoments: usize,
  norms: usize,
  scalars: usize,
  settings: usize,
  rates: usize,
  cursor: usize,
  count: i32,
): void {
  const beta1 = load<f64>(settings);
  const power = load<f64>(scalars) * beta1;
  store<f64>(scalars, power);
  const b1 = four(beta1);
  const r1 = four(1 - beta1);
  const b2 = four(load<f64>(settings, 8));
  const e = four(load<f64>(settings, 16));
  const step = four(rateAt(rates, cursor) / (1 - power));
  const whole = wholeBytes(count);
  span<Four>(parameters, gradients, firstMoments, norms, b1, r1, b2, e, step, 0, whole);
  span<One>(parameters, gradients, firstMoments, norms, b1, r1, b2, e, step, whole, (<usize>count) << 2);
}
