// Adamax's update. The rate of each step lies in memory.
import { ABSOLUTE } from "../lanes/constants";
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";
import { putTail, stepAt, takeTail, wholeBytes } from "../lanes/tail";
import { Cursor } from "../operands/cursor";

@unmanaged
class AdamaxSettings {
  beta1: f64;
  beta2: f64;
  epsilon: f64;
}

/** β₁ᵗ, which begins at 1. */
@unmanaged
class AdamaxScalars {
  power1: f64;
}

@unmanaged
class AdamaxOperands {
  /** θ, count, read and written */
  parameters: usize;
  /** g, count; |g| < 2⁻¹⁰⁰ counts as 0 */
  gradients: usize;
  /** m, count, read and written; |m| < 2⁻¹⁰⁰ counts as 0 */
  firstMoments: usize;
  /** u, count, read and written */
  norms: usize;
  /** read and written */
  scalars: AdamaxScalars;
  settings: AdamaxSettings;
  /** float64 α per step of the epoch */
  rates: usize;
  cursor: Cursor;
  /** tailScratchBytes, written */
  scratch: usize;
  count: i32;
}

@unmanaged
class AdamaxStep {
  beta1: v128;
  rest1: v128;
  beta2: v128;
  epsilon: v128;
  rate: v128;
}

function update(o: AdamaxOperands, step: AdamaxStep, end: usize): void {
  const beta1 = step.beta1;
  const rest1 = step.rest1;
  const beta2 = step.beta2;
  const epsilon = step.epsilon;
  const rate = step.rate;
  const parameters = o.parameters;
  const gradients = o.gradients;
  const firstMoments = o.firstMoments;
  const norms = o.norms;
  for (let at: usize = 0; at < end; at += 16) {
    const g = v128.load(gradients + at);
    const m = Moments.mean(beta1, v128.load(firstMoments + at), rest1, g);
    const size = f32x4.add(v128.and(g, v128.load(ABSOLUTE)), epsilon);
    const u = f32x4.max(f32x4.mul(beta2, v128.load(norms + at)), size);
    v128.store(firstMoments + at, m);
    v128.store(norms + at, u);
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(rate, f32x4.div(m, u))));
  }
}

/**
 *   m ← β₁m + (1−β₁)g      u ← max(β₂u, |g| + ε)      θ ← θ − α/(1−β₁ᵗ)·m/u
 *
 * u never falls below ε, so β₂u is always normal. Source: Kingma & Ba 2015, Algorithm 2, which has no ε; PyTorch adds it in the
 * same place.
 */
export function adamaxUpdate(o: AdamaxOperands): void {
  const settings = o.settings;
  o.scalars.power1 *= settings.beta1;
  const step = stepAt<AdamaxStep>(o.scratch);
  step.beta1 = four(settings.beta1);
  step.rest1 = four(1 - settings.beta1);
  step.beta2 = four(settings.beta2);
  step.epsilon = four(settings.epsilon);
  step.rate = four(rateAt(o.rates, o.cursor) / (1 - o.scalars.power1));
  update(o, step, wholeBytes(o.count));
  if (o.count & 3) {
    update(takeTail(o, 4, o.count, o.scratch), step, 16);
    putTail(o, 4, o.count, o.scratch);
  }
}
