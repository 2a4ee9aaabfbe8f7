// RMSProp's update, plain or centered, with momentum or without. The rate of each step lies in memory.
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";
import { putTail, stepAt, takeTail, wholeBytes } from "../lanes/tail";
import { Cursor } from "../operands/cursor";

@unmanaged
class RmspropSettings {
  rho: f64;
  epsilon: f64;
  /** γ */
  momentum: f64;
}

@unmanaged
class RmspropOperands {
  /** θ, count, read and written */
  parameters: usize;
  /** g, count; |g| < 2⁻¹⁰⁰ counts as 0, |g − ḡ| < 2⁻⁵⁷ in v */
  gradients: usize;
  /** v, count, read and written; v < 2⁻¹²⁶ counts as 0 */
  squares: usize;
  /** ḡ, count, read and written, or address 0; |ḡ| < 2⁻¹⁰⁰ counts as 0 */
  means: usize;
  /** b, count, read and written, or address 0; |b| < 2⁻¹⁰⁰ counts as 0 */
  velocity: usize;
  settings: RmspropSettings;
  /** float64 α per step of the epoch */
  rates: usize;
  cursor: Cursor;
  /** tailScratchBytes, written */
  scratch: usize;
  count: i32;
}

@unmanaged
class RmspropStep {
  rho: v128;
  rest: v128;
  spread: v128;
  epsilon: v128;
  gamma: v128;
  rate: v128;
}

function update(o: RmspropOperands, step: RmspropStep, end: usize): void {
  const rho = step.rho;
  const rest = step.rest;
  const spread = step.spread;
  const epsilon = step.epsilon;
  const gamma = step.gamma;
  const rate = step.rate;
  const parameters = o.parameters;
  const gradients = o.gradients;
  const squares = o.squares;
  const means = o.means;
  const velocity = o.velocity;
  for (let at: usize = 0; at < end; at += 16) {
    const g = v128.load(gradients + at);
    let deviation = g;
    if (means) {
      const mean = v128.load(means + at);
      deviation = f32x4.sub(g, mean);
      v128.store(means + at, Moments.mean(rho, mean, rest, g));
    }
    const v = Moments.meanSquare(rho, v128.load(squares + at), spread, deviation);
    v128.store(squares + at, v);
    let direction = f32x4.div(Moments.value(g), f32x4.add(f32x4.sqrt(v), epsilon));
    if (velocity) {
      direction = f32x4.add(f32x4.mul(gamma, Moments.value(v128.load(velocity + at))), direction);
      v128.store(velocity + at, direction);
    }
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(rate, direction)));
  }
}

/**
 * plain      v ← ρv + (1−ρ)g²                                    d = g/(√v + ε)      θ ← θ − αd
 * centered   v ← ρv + ρ(1−ρ)(g − ḡ)²,  then ḡ ← ρḡ + (1−ρ)g      momentum: b ← γb + d,  θ ← θ − αb
 *
 * The centered v is the running average of g² less ḡ², by a recurrence in which nothing cancels: it can not become negative,
 * as it does when the two are subtracted (g = 1e-4 at the first step). Without `means` it is the plain v, without `velocity` b is d.
 * Sources: Hinton 2012, Neural Networks for Machine Learning, lecture 6e; Graves 2013, arXiv:1308.0850, whose ε stands inside
 * the root; the recurrence: Finch 2009, Incremental calculation of weighted mean and variance, on exponential weights.
 */
export function rmspropUpdate(o: RmspropOperands): void {
  const rho = o.settings.rho;
  const step = stepAt<RmspropStep>(o.scratch);
  step.rho = four(rho);
  step.rest = four(1 - rho);
  step.spread = four(o.means ? rho * (1 - rho) : 1 - rho);
  step.epsilon = four(o.settings.epsilon);
  step.gamma = four(o.settings.momentum);
  step.rate = four(rateAt(o.rates, o.cursor));
  update(o, step, wholeBytes(o.count));
  if (o.count & 3) {
    update(takeTail(o, 5, o.count, o.scratch), step, 16);
    putTail(o, 5, o.count, o.scratch);
  }
}
