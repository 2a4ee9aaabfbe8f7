// Adagrad's update. The rate of each step lies in memory.
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";
import { putTail, stepAt, takeTail, wholeBytes } from "../lanes/tail";
import { Cursor } from "../operands/cursor";

@unmanaged
class AdagradSettings {
  epsilon: f64;
  /** d */
  rateDecay: f64;
}

@unmanaged
class AdagradScalars {
  /** steps taken */
  steps: f64;
}

@unmanaged
class AdagradOperands {
  /** θ, count, read and written */
  parameters: usize;
  /** g, count; |g| < 2⁻¹⁰⁰ counts as 0, |g| < 2⁻⁵⁷ in G */
  gradients: usize;
  /** G, count, read and written; G < 2⁻¹²⁶ counts as 0 */
  squares: usize;
  /** read and written */
  scalars: AdagradScalars;
  settings: AdagradSettings;
  /** float64 α per step of the epoch */
  rates: usize;
  cursor: Cursor;
  /** tailScratchBytes, written */
  scratch: usize;
  count: i32;
}

@unmanaged
class AdagradStep {
  rate: v128;
  epsilon: v128;
}

function update(o: AdagradOperands, step: AdagradStep, end: usize): void {
  const rate = step.rate;
  const epsilon = step.epsilon;
  const parameters = o.parameters;
  const gradients = o.gradients;
  const squares = o.squares;
  for (let at: usize = 0; at < end; at += 16) {
    const g = v128.load(gradients + at);
    const s = Moments.squarable(g);
    const sum = f32x4.add(Moments.square(v128.load(squares + at)), f32x4.mul(s, s));
    v128.store(squares + at, sum);
    const direction = f32x4.div(Moments.value(g), f32x4.add(f32x4.sqrt(sum), epsilon));
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(rate, direction)));
  }
}

/**
 *   G ← G + g²      θ ← θ − α/(1 + dt)·g/(√G + ε),  t = 0, 1, 2, …
 *
 * Source: Duchi, Hazan & Singer 2011, Figure 1 (diagonal, with the root's offset δ outside); the decay d is PyTorch's.
 */
export function adagradUpdate(o: AdagradOperands): void {
  const step = stepAt<AdagradStep>(o.scratch);
  step.rate = four(rateAt(o.rates, o.cursor) / (1 + o.settings.rateDecay * o.scalars.steps));
  step.epsilon = four(o.settings.epsilon);
  o.scalars.steps += 1;
  update(o, step, wholeBytes(o.count));
  if (o.count & 3) {
    update(takeTail(o, 3, o.count, o.scratch), step, 16);
    putTail(o, 3, o.count, o.scratch);
  }
}
