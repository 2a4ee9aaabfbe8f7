// The update of Adam and AdamW, plain or AMSGrad. The rate of each step lies in memory.
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";
import { putTail, stepAt, takeTail, wholeBytes } from "../lanes/tail";
import { Cursor } from "../operands/cursor";

@unmanaged
class AdamSettings {
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  /** λ; 0 for Adam */
  decay: f64;
}

/** β₁ᵗ and β₂ᵗ, which begin at 1. */
@unmanaged
class AdamScalars {
  power1: f64;
  power2: f64;
}

@unmanaged
class AdamOperands {
  /** θ, count, read and written; |θ| < 2⁻¹⁰⁰ does not decay */
  parameters: usize;
  /** g, count; |g| < 2⁻¹⁰⁰ counts as 0 in m, |g| < 2⁻⁵⁷ in v */
  gradients: usize;
  /** m, count, read and written; |m| < 2⁻¹⁰⁰ counts as 0 */
  firstMoments: usize;
  /** v, count, read and written; v < 2⁻¹²⁶ counts as 0 */
  secondMoments: usize;
  /** w, count, read and written, or address 0; w < 2⁻¹²⁶ counts as 0 */
  maxima: usize;
  /** read and written */
  scalars: AdamScalars;
  settings: AdamSettings;
  /** float64 α per step of the epoch */
  rates: usize;
  cursor: Cursor;
  /** tailScratchBytes, written */
  scratch: usize;
  count: i32;
}

@unmanaged
class AdamStep {
  beta1: v128;
  rest1: v128;
  beta2: v128;
  rest2: v128;
  root: v128;
  epsilon: v128;
  rate: v128;
  decay: v128;
}

function update(o: AdamOperands, step: AdamStep, end: usize): void {
  const beta1 = step.beta1;
  const rest1 = step.rest1;
  const beta2 = step.beta2;
  const rest2 = step.rest2;
  const root = step.root;
  const epsilon = step.epsilon;
  const rate = step.rate;
  const decay = step.decay;
  const decays = o.settings.decay > 0;
  const parameters = o.parameters;
  const gradients = o.gradients;
  const firstMoments = o.firstMoments;
  const secondMoments = o.secondMoments;
  const maxima = o.maxima;
  for (let at: usize = 0; at < end; at += 16) {
    const g = v128.load(gradients + at);
    const m = Moments.mean(beta1, v128.load(firstMoments + at), rest1, g);
    let v = Moments.meanSquare(beta2, v128.load(secondMoments + at), rest2, g);
    v128.store(firstMoments + at, m);
    v128.store(secondMoments + at, v);
    if (maxima) {
      v = f32x4.max(Moments.square(v128.load(maxima + at)), v);
      v128.store(maxima + at, v);
    }
    // the division comes before the product with the rate, so that a small m does not become subnormal
    const direction = f32x4.div(m, f32x4.add(f32x4.mul(f32x4.sqrt(v), root), epsilon));
    const theta = v128.load(parameters + at);
    let change = f32x4.mul(rate, direction);
    // one rounding of θ: (1 − αλ)·θ would round αλ to 24 bits of 1, and θ twice
    if (decays) change = f32x4.add(f32x4.mul(decay, Moments.value(theta)), change);
    v128.store(parameters + at, f32x4.sub(theta, change));
  }
}

/**
 *   m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²      θ ← θ − α(m̂/(√v̂ + ε) + λθ),  m̂ = m/(1−β₁ᵗ),  v̂ = v/(1−β₂ᵗ)
 *
 * With `maxima`, AMSGrad: w ← max(w, v), and v̂ = w/(1−β₂ᵗ). β powers and corrections are float64, cast once.
 * Sources: Kingma & Ba 2015, Algorithm 1; Reddi, Kale & Kumar 2018, On the Convergence of Adam and Beyond, Algorithm 2, which
 * corrects no bias; Loshchilov & Hutter 2019, Decoupled Weight Decay Regularization, Algorithm 2, where λ is multiplied by η
 * alone: by α, as here, in PyTorch.
 */
export function adamUpdate(o: AdamOperands): void {
  const settings = o.settings;
  o.scalars.power1 *= settings.beta1;
  o.scalars.power2 *= settings.beta2;
  const alpha = rateAt(o.rates, o.cursor);
  const step = stepAt<AdamStep>(o.scratch);
  step.beta1 = four(settings.beta1);
  step.rest1 = four(1 - settings.beta1);
  step.beta2 = four(settings.beta2);
  step.rest2 = four(1 - settings.beta2);
  step.root = four(1 / sqrt(1 - o.scalars.power2));
  step.epsilon = four(settings.epsilon);
  step.rate = four(alpha / (1 - o.scalars.power1));
  step.decay = four(alpha * settings.decay);
  update(o, step, wholeBytes(o.count));
  if (o.count & 3) {
    update(takeTail(o, 5, o.count, o.scratch), step, 16);
    putTail(o, 5, o.count, o.scratch);
  }
}
