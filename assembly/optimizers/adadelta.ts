// Adadelta's update. The rate of each step lies in memory.
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";
import { putTail, stepAt, takeTail, wholeBytes } from "../lanes/tail";
import { Cursor } from "../operands/cursor";

@unmanaged
class AdadeltaSettings {
  rho: f64;
  epsilon: f64;
}

@unmanaged
class AdadeltaOperands {
  /** θ, count, read and written */
  parameters: usize;
  /** g, count; |g| < 2⁻¹⁰⁰ counts as 0, |g| < 2⁻⁵⁷ in v */
  gradients: usize;
  /** v, count, read and written; v < 2⁻¹²⁶ counts as 0 */
  squares: usize;
  /** u, count, read and written; u < 2⁻¹²⁶ counts as 0, |Δ| < 2⁻⁵⁷ adds nothing */
  deltas: usize;
  settings: AdadeltaSettings;
  /** float64 α per step of the epoch */
  rates: usize;
  cursor: Cursor;
  /** tailScratchBytes, written */
  scratch: usize;
  count: i32;
}

@unmanaged
class AdadeltaStep {
  rho: v128;
  rest: v128;
  epsilon: v128;
  rate: v128;
}

function update(o: AdadeltaOperands, step: AdadeltaStep, end: usize): void {
  const rho = step.rho;
  const rest = step.rest;
  const epsilon = step.epsilon;
  const rate = step.rate;
  const parameters = o.parameters;
  const gradients = o.gradients;
  const squares = o.squares;
  const deltas = o.deltas;
  for (let at: usize = 0; at < end; at += 16) {
    const g = v128.load(gradients + at);
    const v = Moments.meanSquare(rho, v128.load(squares + at), rest, g);
    const u = v128.load(deltas + at);
    const ratio = f32x4.div(f32x4.sqrt(f32x4.add(u, epsilon)), f32x4.sqrt(f32x4.add(v, epsilon)));
    const delta = f32x4.mul(ratio, Moments.value(g));
    v128.store(squares + at, v);
    v128.store(deltas + at, Moments.meanSquare(rho, u, rest, delta));
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(rate, delta)));
  }
}

/**
 *   v ← ρv + (1−ρ)g²      Δ = g·√(u + ε)/√(v + ε)      u ← ρu + (1−ρ)Δ²      θ ← θ − αΔ
 *
 * Δ is made with the new v and the old u. Source: Zeiler 2012, Algorithm 1, where α = 1 and Δ has the other sign.
 */
export function adadeltaUpdate(o: AdadeltaOperands): void {
  const step = stepAt<AdadeltaStep>(o.scratch);
  step.rho = four(o.settings.rho);
  step.rest = four(1 - o.settings.rho);
  step.epsilon = four(o.settings.epsilon);
  step.rate = four(rateAt(o.rates, o.cursor));
  update(o, step, wholeBytes(o.count));
  if (o.count & 3) {
    update(takeTail(o, 4, o.count, o.scratch), step, 16);
    putTail(o, 4, o.count, o.scratch);
  }
}
