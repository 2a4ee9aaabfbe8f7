// RAdam's update. The rate of each step lies in memory.
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";
import { putTail, stepAt, takeTail, wholeBytes } from "../lanes/tail";
import { Cursor } from "../operands/cursor";

@unmanaged
class RadamSettings {
  beta1: f64;
  beta2: f64;
  epsilon: f64;
}

@unmanaged
class RadamScalars {
  /** β₁ᵗ, begins at 1 */
  power1: f64;
  /** β₂ᵗ, begins at 1 */
  power2: f64;
  /** t, begins at 0 */
  steps: f64;
}

@unmanaged
class RadamOperands {
  /** θ, count, read and written */
  parameters: usize;
  /** g, count; |g| < 2⁻¹⁰⁰ counts as 0 in m, |g| < 2⁻⁵⁷ in v */
  gradients: usize;
  /** m, count, read and written; |m| < 2⁻¹⁰⁰ counts as 0 */
  firstMoments: usize;
  /** v, count, read and written; v < 2⁻¹²⁶ counts as 0 */
  secondMoments: usize;
  /** read and written */
  scalars: RadamScalars;
  settings: RadamSettings;
  /** float64 α per step of the epoch */
  rates: usize;
  cursor: Cursor;
  /** tailScratchBytes, written */
  scratch: usize;
  count: i32;
}

@unmanaged
class RadamStep {
  beta1: v128;
  rest1: v128;
  beta2: v128;
  rest2: v128;
  epsilon: v128;
  rate: v128;
}

function update(o: RadamOperands, step: RadamStep, rectified: bool, end: usize): void {
  const beta1 = step.beta1;
  const rest1 = step.rest1;
  const beta2 = step.beta2;
  const rest2 = step.rest2;
  const epsilon = step.epsilon;
  const rate = step.rate;
  const parameters = o.parameters;
  const gradients = o.gradients;
  const firstMoments = o.firstMoments;
  const secondMoments = o.secondMoments;
  for (let at: usize = 0; at < end; at += 16) {
    const g = v128.load(gradients + at);
    const m = Moments.mean(beta1, v128.load(firstMoments + at), rest1, g);
    const v = Moments.meanSquare(beta2, v128.load(secondMoments + at), rest2, g);
    v128.store(firstMoments + at, m);
    v128.store(secondMoments + at, v);
    const direction = rectified ? f32x4.div(m, f32x4.add(f32x4.sqrt(v), epsilon)) : m;
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(rate, direction)));
  }
}

/**
 *   m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²      ρ∞ = 2/(1−β₂) − 1      ρₜ = ρ∞ − 2t·β₂ᵗ/(1−β₂ᵗ)
 *   ρₜ > 5:  θ ← θ − α·r·m̂·√(1−β₂ᵗ)/(√v + ε),  r² = (ρₜ−4)(ρₜ−2)ρ∞/((ρ∞−4)(ρ∞−2)ρₜ),  m̂ = m/(1−β₁ᵗ)
 *   else:    θ ← θ − α·m̂
 *
 * All but m, v and θ is float64, cast once. Source: Liu et al. 2020, On the Variance of the Adaptive Learning Rate and Beyond,
 * Algorithm 2, which rectifies when ρₜ > 4; the bound of 5, and where ε is added, are PyTorch's.
 */
export function radamUpdate(o: RadamOperands): void {
  const settings = o.settings;
  const scalars = o.scalars;
  scalars.power1 *= settings.beta1;
  scalars.power2 *= settings.beta2;
  scalars.steps += 1;
  const power2 = scalars.power2;
  const limit = 2 / (1 - settings.beta2) - 1;
  const rho = limit - (2 * scalars.steps * power2) / (1 - power2);
  const rectified = rho > 5;
  let rate = rateAt(o.rates, o.cursor) / (1 - scalars.power1);
  if (rectified) {
    const square = ((rho - 4) * (rho - 2) * limit) / ((limit - 4) * (limit - 2) * rho);
    rate *= sqrt(square * (1 - power2));
  }
  const step = stepAt<RadamStep>(o.scratch);
  step.beta1 = four(settings.beta1);
  step.rest1 = four(1 - settings.beta1);
  step.beta2 = four(settings.beta2);
  step.rest2 = four(1 - settings.beta2);
  step.epsilon = four(settings.epsilon);
  step.rate = four(rate);
  update(o, step, rectified, wholeBytes(o.count));
  if (o.count & 3) {
    update(takeTail(o, 4, o.count, o.scratch), step, rectified, 16);
    putTail(o, 4, o.count, o.scratch);
  }
}
