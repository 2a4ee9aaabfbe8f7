// Gradient descent, plain and with momentum in both forms. The rate of each step lies in memory.
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";
import { putTail, stepAt, takeTail, wholeBytes } from "../lanes/tail";
import { Cursor } from "../operands/cursor";

@unmanaged
class SgdOperands {
  /** θ, count, read and written */
  parameters: usize;
  /** g, count; |g| < 2⁻¹⁰⁰ counts as 0 */
  gradients: usize;
  /** float64 α per step of the epoch */
  rates: usize;
  cursor: Cursor;
  /** tailScratchBytes, written */
  scratch: usize;
  count: i32;
}

@unmanaged
class SgdStep {
  rate: v128;
}

function plain(o: SgdOperands, step: SgdStep, end: usize): void {
  const rate = step.rate;
  const parameters = o.parameters;
  const gradients = o.gradients;
  for (let at: usize = 0; at < end; at += 16) {
    const g = Moments.value(v128.load(gradients + at));
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(rate, g)));
  }
}

/** θ ← θ − αg */
export function sgdUpdate(o: SgdOperands): void {
  const step = stepAt<SgdStep>(o.scratch);
  step.rate = four(rateAt(o.rates, o.cursor));
  plain(o, step, wholeBytes(o.count));
  if (o.count & 3) {
    plain(takeTail(o, 2, o.count, o.scratch), step, 16);
    putTail(o, 2, o.count, o.scratch);
  }
}

@unmanaged
class MomentumSettings {
  /** γ */
  momentum: f64;
  /** d */
  dampening: f64;
  /** 1 or 0 */
  nesterov: f64;
  /** 1 for PyTorch's form, 0 for the lecture's */
  torch: f64;
}

@unmanaged
class MomentumScalars {
  /** steps taken */
  steps: f64;
}

@unmanaged
class MomentumOperands {
  /** θ, count, read and written */
  parameters: usize;
  /** g, count; |g| < 2⁻¹⁰⁰ counts as 0 */
  gradients: usize;
  /** v, count, read and written; |v| < 2⁻¹⁰⁰ counts as 0 */
  velocity: usize;
  /** read and written */
  scalars: MomentumScalars;
  settings: MomentumSettings;
  /** float64 α per step of the epoch */
  rates: usize;
  cursor: Cursor;
  /** tailScratchBytes, written */
  scratch: usize;
  count: i32;
}

@unmanaged
class MomentumStep {
  gamma: v128;
  /** what v takes of g */
  inside: v128;
  /** what Nesterov's step takes of g */
  ahead: v128;
  /** what θ takes of the step */
  outside: v128;
}

function accelerated(o: MomentumOperands, step: MomentumStep, end: usize): void {
  const gamma = step.gamma;
  const inside = step.inside;
  const ahead = step.ahead;
  const outside = step.outside;
  const nesterov = o.settings.nesterov != 0;
  const parameters = o.parameters;
  const gradients = o.gradients;
  const velocity = o.velocity;
  for (let at: usize = 0; at < end; at += 16) {
    const g = v128.load(gradients + at);
    const v = Moments.mean(gamma, v128.load(velocity + at), inside, g);
    v128.store(velocity + at, v);
    const change = nesterov ? Moments.mean(gamma, v, ahead, g) : Moments.value(v);
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(outside, change)));
  }
}

/**
 * Momentum. The lecture's form, α inside v:   v ← γv + αg            θ ← θ − v,  Nesterov: θ − (γv + αg)
 * PyTorch's form, α outside:                  v ← γv + (1 − d)g      θ ← θ − αv, Nesterov: θ − α(γv + g)
 * PyTorch's first step is v ← g: the dampening d is not applied.
 */
export function momentumUpdate(o: MomentumOperands): void {
  const isFirst = o.scalars.steps == 0;
  o.scalars.steps += 1;
  const rate = rateAt(o.rates, o.cursor);
  let inside = rate;
  let ahead = rate;
  let outside: f64 = 1;
  if (o.settings.torch != 0) {
    inside = isFirst ? 1 : 1 - o.settings.dampening;
    ahead = 1;
    outside = rate;
  }
  const step = stepAt<MomentumStep>(o.scratch);
  step.gamma = four(o.settings.momentum);
  step.inside = four(inside);
  step.ahead = four(ahead);
  step.outside = four(outside);
  accelerated(o, step, wholeBytes(o.count));
  if (o.count & 3) {
    accelerated(takeTail(o, 3, o.count, o.scratch), step, 16);
    putTail(o, 3, o.count, o.scratch);
  }
}
