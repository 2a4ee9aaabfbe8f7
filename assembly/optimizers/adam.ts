// Adam's update. Knows no schedule: the rate of each step lies in memory.
import { Four, Lanes, One, wholeBytes } from "../lanes/access";
import { flush } from "../lanes/flush";
import { rateAt } from "../lanes/rate";
import { SMALLEST_GRADIENT, SMALLEST_NORMAL, SMALLEST_SQUARED } from "../lanes/thresholds";

function span<L extends Lanes>(
  parameters: usize,
  gradients: usize,
  firstMoments: usize,
  secondMoments: usize,
  beta1: v128,
  beta2: v128,
  rest1: v128,
  rest2: v128,
  step: v128,
  root: v128,
  epsilon: v128,
  from: usize,
  to: usize,
): void {
  const lanes = changetype<L>(0);
  const leastGradient = f32x4.splat(SMALLEST_GRADIENT);
  const leastSquared = f32x4.splat(SMALLEST_SQUARED);
  const leastMoment = f32x4.splat(SMALLEST_NORMAL);
  for (let at = from; at < to; at += lanes.width()) {
    const g = lanes.load(gradients + at);
    const m = f32x4.add(
      f32x4.mul(beta1, flush(lanes.load(firstMoments + at), leastMoment)),
      f32x4.mul(rest1, flush(g, leastGradient)),
    );
    const s = flush(g, leastSquared);
    const v = f32x4.add(
      f32x4.mul(beta2, flush(lanes.load(secondMoments + at), leastMoment)),
      f32x4.mul(rest2, f32x4.mul(s, s)),
    );
    lanes.store(firstMoments + at, m);
    lanes.store(secondMoments + at, v);
    // the division comes before the product with the rate, so that a small m does not become subnormal
    const direction = f32x4.div(m, f32x4.add(f32x4.mul(f32x4.sqrt(v), root), epsilon));
    lanes.store(parameters + at, f32x4.sub(lanes.load(parameters + at), f32x4.mul(step, direction)));
  }
}

/**
 *   m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²      θ ← θ − α·m̂/(√v̂ + ε),  m̂ = m/(1−β₁ᵗ),  v̂ = v/(1−β₂ᵗ)
 *
 * β powers and corrections are float64, cast once. Source: Kingma & Ba 2015, Algorithm 1.
 *
 * @param parameters     θ, count, read and written
 * @param gradients      g, count; |g| < 2⁻¹⁰⁰ counts as 0 in m, |g| < 2⁻⁵⁷ in v
 * @param firstMoments   m, count, read and written; |m| < 2⁻¹²⁶ counts as 0
 * @param secondMoments  v, count, read and written; v < 2⁻¹²⁶ counts as 0
 * @param scalars        float64 [β₁ᵗ, β₂ᵗ], read and written; both begin at 1
 * @param settings       float64 [β₁, β₂, ε]
 * @param rates          float64 α per step of the epoch
 * @param cursor         where the run is
 */
export function adamUpdate(
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
  store<f64>(scalars, power1);
  store<f64>(scalars, power2, 8);
  const b1 = f32x4.splat(<f32>beta1);
  const b2 = f32x4.splat(<f32>beta2);
  const r1 = f32x4.splat(<f32>(1 - beta1));
  const r2 = f32x4.splat(<f32>(1 - beta2));
  const step = f32x4.splat(<f32>(rateAt(rates, cursor) / (1 - power1)));
  const root = f32x4.splat(<f32>(1 / sqrt(1 - power2)));
  const e = f32x4.splat(<f32>load<f64>(settings, 16));
  const whole = wholeBytes(count);
  span<Four>(parameters, gradients, firstMoments, secondMoments, b1, b2, r1, r2, step, root, e, 0, whole);
  span<One>(parameters, gradients, firstMoments, secondMoments, b1, b2, r1, r2, step, root, e, whole, <usize>count << 2);
}
