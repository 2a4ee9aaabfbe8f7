// Adam's update, plain or AMSGrad. Knows no schedule: the rate of each step lies in memory.
import { Four, Lanes, One, wholeBytes } from "../lanes/access";
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";

function span<L extends Lanes>(
  parameters: usize,
  gradients: usize,
  firstMoments: usize,
  secondMoments: usize,
  maxima: usize,
  beta1: v128,
  rest1: v128,
  beta2: v128,
  rest2: v128,
  root: v128,
  epsilon: v128,
  step: v128,
  from: usize,
  to: usize,
): void {
  const lanes = changetype<L>(0);
  for (let at = from; at < to; at += lanes.width()) {
    const g = lanes.load(gradients + at);
    const m = Moments.mean(beta1, lanes.load(firstMoments + at), rest1, g);
    let v = Moments.meanSquare(beta2, lanes.load(secondMoments + at), rest2, g);
    lanes.store(firstMoments + at, m);
    lanes.store(secondMoments + at, v);
    if (maxima) {
      v = f32x4.max(Moments.square(lanes.load(maxima + at)), v);
      lanes.store(maxima + at, v);
    }
    // the division comes before the product with the rate, so that a small m does not become subnormal
    const direction = f32x4.div(m, f32x4.add(f32x4.mul(f32x4.sqrt(v), root), epsilon));
    lanes.store(parameters + at, f32x4.sub(lanes.load(parameters + at), f32x4.mul(step, direction)));
  }
}

/**
 *   m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²      θ ← θ − α·m̂/(√v̂ + ε),  m̂ = m/(1−β₁ᵗ),  v̂ = v/(1−β₂ᵗ)
 *
 * With `maxima`, AMSGrad: w ← max(w, v), and v̂ = w/(1−β₂ᵗ). β powers and corrections are float64, cast once.
 * Sources: Kingma & Ba 2015, Algorithm 1; Reddi, Kale & Kumar 2018, On the Convergence of Adam and Beyond, Algorithm 2, which
 * corrects no bias.
 *
 * @param parameters     θ, count, read and written
 * @param gradients      g, count; |g| < 2⁻¹⁰⁰ counts as 0 in m, |g| < 2⁻⁵⁷ in v
 * @param firstMoments   m, count, read and written; |m| < 2⁻¹⁰⁰ counts as 0
 * @param secondMoments  v, count, read and written; v < 2⁻¹²⁶ counts as 0
 * @param maxima         w, count, read and written, or 0; w < 2⁻¹²⁶ counts as 0
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
  maxima: usize,
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
  const rate = rateAt(rates, cursor);
  const b1 = four(beta1);
  const r1 = four(1 - beta1);
  const b2 = four(beta2);
  const r2 = four(1 - beta2);
  const root = four(1 / sqrt(1 - power2));
  const e = four(load<f64>(settings, 16));
  const step = four(rate / (1 - power1));
  const m = firstMoments;
  const v = secondMoments;
  const whole = wholeBytes(count);
  const end = (<usize>count) << 2;
  span<Four>(parameters, gradients, m, v, maxima, b1, r1, b2, r2, root, e, step, 0, whole);
  span<One>(parameters, gradients, m, v, maxima, b1, r1, b2, r2, root, e, step, whole, end);
}
