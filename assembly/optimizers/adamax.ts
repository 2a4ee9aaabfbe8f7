// Adamax's update. The rate of each step lies in memory.
import { ABSOLUTE } from "../lanes/constants";
import { complement, four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";
import { putTail, takeTail, wholeBytes } from "../lanes/tail";
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

function update(o: AdamaxOperands, end: usize): void {
  const beta1 = four(o.settings.beta1);
  const rest1 = complement(o.settings.beta1);
  const beta2 = four(o.settings.beta2);
  const epsilon = four(o.settings.epsilon);
  const step = four(rateAt(o.rates, o.cursor) / (1 - o.scalars.power1));
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
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(step, f32x4.div(m, u))));
  }
}

/**
 *   m ← β₁m + (1−β₁)g      u ← max(β₂u, |g| + ε)      θ ← θ − α/(1−β₁ᵗ)·m/u
 *
 * u never falls below ε, so β₂u is always normal. Source: Kingma & Ba 2015, Algorithm 2, which has no ε; PyTorch adds it in the
 * same place.
 */
export function adamaxUpdate(o: AdamaxOperands): void {
  o.scalars.power1 *= o.settings.beta1;
  update(o, wholeBytes(o.count));
  if (o.count & 3) {
    update(takeTail(o, 4, o.count, o.scratch), 16);
    putTail(o, 4, o.count, o.scratch);
  }
}
