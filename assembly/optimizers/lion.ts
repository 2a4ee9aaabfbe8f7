// Lion's update. The rate of each step lies in memory.
import { SIGN } from "../lanes/constants";
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";
import { putTail, stepAt, takeTail, wholeBytes } from "../lanes/tail";
import { Cursor } from "../operands/cursor";

@unmanaged
class LionSettings {
  beta1: f64;
  beta2: f64;
  /** λ */
  decay: f64;
}

@unmanaged
class LionOperands {
  /** θ, count, read and written; |θ| < 2⁻¹⁰⁰ does not decay */
  parameters: usize;
  /** g, count; |g| < 2⁻¹⁰⁰ counts as 0 */
  gradients: usize;
  /** m, count, read and written; |m| < 2⁻¹⁰⁰ counts as 0 */
  momentum: usize;
  settings: LionSettings;
  /** float64 α per step of the epoch */
  rates: usize;
  cursor: Cursor;
  /** tailScratchBytes, written */
  scratch: usize;
  count: i32;
}

@unmanaged
class LionStep {
  beta1: v128;
  rest1: v128;
  beta2: v128;
  rest2: v128;
  rate: v128;
  decay: v128;
}

function update(o: LionOperands, step: LionStep, end: usize): void {
  const beta1 = step.beta1;
  const rest1 = step.rest1;
  const beta2 = step.beta2;
  const rest2 = step.rest2;
  const rate = step.rate;
  const decay = step.decay;
  const zero = f32x4.splat(0);
  const parameters = o.parameters;
  const gradients = o.gradients;
  const momentum = o.momentum;
  for (let at: usize = 0; at < end; at += 16) {
    const g = v128.load(gradients + at);
    const m = v128.load(momentum + at);
    const c = Moments.mean(beta1, m, rest1, g);
    // α with c's sign, 0 where c is 0, NaN where it is NaN
    const signed = v128.and(v128.or(v128.and(c, v128.load(SIGN)), rate), f32x4.ne(c, zero));
    const change = v128.or(signed, f32x4.ne(c, c));
    v128.store(momentum + at, Moments.mean(beta2, m, rest2, g));
    const theta = v128.load(parameters + at);
    v128.store(parameters + at, f32x4.sub(theta, f32x4.add(f32x4.mul(decay, Moments.value(theta)), change)));
  }
}

/**
 *   c = β₁m + (1−β₁)g      θ ← θ − α(sign c + λθ),  sign 0 = 0      m ← β₂m + (1−β₂)g
 *
 * Source: Chen et al. 2023, Symbolic Discovery of Optimization Algorithms, Algorithm 2.
 */
export function lionUpdate(o: LionOperands): void {
  const settings = o.settings;
  const alpha = rateAt(o.rates, o.cursor);
  const step = stepAt<LionStep>(o.scratch);
  step.beta1 = four(settings.beta1);
  step.rest1 = four(1 - settings.beta1);
  step.beta2 = four(settings.beta2);
  step.rest2 = four(1 - settings.beta2);
  step.rate = four(alpha);
  step.decay = four(alpha * settings.decay);
  update(o, step, wholeBytes(o.count));
  if (o.count & 3) {
    update(takeTail(o, 3, o.count, o.scratch), step, 16);
    putTail(o, 3, o.count, o.scratch);
  }
}
