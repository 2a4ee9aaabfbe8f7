// NAdam's update. Knows no schedule: the rate of each step lies in memory.
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
  root: v128,
  epsilon: v128,
  ahead: v128,
  now: v128,
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
    const size = f32x4.add(f32x4.mul(f32x4.sqrt(v), root), epsilon);
    const step = f32x4.add(f32x4.mul(ahead, f32x4.div(m, size)), f32x4.mul(now, f32x4.div(Moments.value(g), size)));
    lanes.store(parameters + at, f32x4.sub(lanes.load(parameters + at), step));
  }
}

/**
 *   μₜ = β₁(1 − ½·0.96^(tψ)),  πₜ = μ₁μ₂…μₜ      m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²
 *   θ ← θ − α·(μₜ₊₁·m/(1−πₜ₊₁) + (1−μₜ)·g/(1−πₜ))/(√(v/(1−β₂ᵗ)) + ε)
 *
 * 0.96^(tψ), πₜ and β₂ᵗ are float64 running products. Source: Dozat 2016, Incorporating Nesterov Momentum into Adam, with
 * torch.optim.NAdam's ψ; as in the paper πₜ₊₁ = πₜ·μₜ₊₁ (PyTorch 1.13 has μₜ in it twice).
 *
 * @param parameters     θ, count, read and written
 * @param gradients      g, count; |g| < 2⁻¹⁰⁰ counts as 0, |g| < 2⁻⁵⁷ in v
 * @param firstMoments   m, count, read and written; |m| < 2⁻¹⁰⁰ counts as 0
 * @param secondMoments  v, count, read and written; v < 2⁻¹²⁶ counts as 0
 * @param scalars        float64 [0.96^(tψ), πₜ, β₂ᵗ], read and written; all begin at 1
 * @param settings       float64 [β₁, β₂, ε, 0.96^ψ]
 * @param rates          float64 α per step of the epoch
 * @param cursor         where the run is
 */
export function nadamUpdate(
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
  const factor = load<f64>(settings, 24);
  const decay = load<f64>(scalars) * factor;
  const mu = beta1 * (1 - 0.5 * decay);
  const next = beta1 * (1 - 0.5 * decay * factor);
  const product = load<f64>(scalars, 8) * mu;
  const power2 = load<f64>(scalars, 16) * beta2;
  store<f64>(scalars, decay);
  store<f64>(scalars, product, 8);
  store<f64>(scalars, power2, 16);
  const rate = rateAt(rates, cursor);
  const b1 = four(beta1);
  const r1 = four(1 - beta1);
  const b2 = four(beta2);
  const r2 = four(1 - beta2);
  const root = four(1 / sqrt(1 - power2));
  const e = four(load<f64>(settings, 16));
  const ahead = four((rate * next) / (1 - product * next));
  const now = four((rate * (1 - mu)) / (1 - product));
  const m = firstMoments;
  const v = secondMoments;
  const whole = wholeBytes(count);
  const end = (<usize>count) << 2;
  span<Four>(parameters, gradients, m, v, b1, r1, b2, r2, root, e, ahead, now, 0, whole);
  span<One>(parameters, gradients, m, v, b1, r1, b2, r2, root, e, ahead, now, whole, end);
}
