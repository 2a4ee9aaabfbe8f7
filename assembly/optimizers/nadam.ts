// NAdam's update. The rate of each step lies in memory.
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";
import { putTail, stepAt, takeTail, wholeBytes } from "../lanes/tail";
import { Cursor } from "../operands/cursor";

@unmanaged
class NadamSettings {
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  /** 0.96^ψ */
  warmUp: f64;
}

/** All begin at 1. */
@unmanaged
class NadamScalars {
  /** 0.96^(tψ) */
  warmUpPower: f64;
  /** πₜ */
  product: f64;
  /** β₂ᵗ */
  power2: f64;
}

@unmanaged
class NadamOperands {
  /** θ, count, read and written */
  parameters: usize;
  /** g, count; |g| < 2⁻¹⁰⁰ counts as 0, |g| < 2⁻⁵⁷ in v */
  gradients: usize;
  /** m, count, read and written; |m| < 2⁻¹⁰⁰ counts as 0 */
  firstMoments: usize;
  /** v, count, read and written; v < 2⁻¹²⁶ counts as 0 */
  secondMoments: usize;
  /** read and written */
  scalars: NadamScalars;
  settings: NadamSettings;
  /** float64 α per step of the epoch */
  rates: usize;
  cursor: Cursor;
  /** tailScratchBytes, written */
  scratch: usize;
  count: i32;
}

@unmanaged
class NadamStep {
  beta1: v128;
  rest1: v128;
  beta2: v128;
  rest2: v128;
  root: v128;
  epsilon: v128;
  ahead: v128;
  now: v128;
}

function update(o: NadamOperands, step: NadamStep, end: usize): void {
  const beta1 = step.beta1;
  const rest1 = step.rest1;
  const beta2 = step.beta2;
  const rest2 = step.rest2;
  const root = step.root;
  const epsilon = step.epsilon;
  const ahead = step.ahead;
  const now = step.now;
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
    const size = f32x4.add(f32x4.mul(f32x4.sqrt(v), root), epsilon);
    const change = f32x4.add(f32x4.mul(ahead, f32x4.div(m, size)), f32x4.mul(now, f32x4.div(Moments.value(g), size)));
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), change));
  }
}

/**
 *   μₜ = β₁(1 − ½·0.96^(tψ)),  πₜ = μ₁μ₂…μₜ      m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²
 *   θ ← θ − α·(μₜ₊₁·m/(1−πₜ₊₁) + (1−μₜ)·g/(1−πₜ))/(√(v/(1−β₂ᵗ)) + ε)
 *
 * 0.96^(tψ), πₜ and β₂ᵗ are float64 running products. Source: Dozat 2016, Incorporating Nesterov Momentum into Adam, with
 * torch.optim.NAdam's ψ; as in the paper πₜ₊₁ = πₜ·μₜ₊₁ (PyTorch 1.13 has μₜ in it twice).
 */
export function nadamUpdate(o: NadamOperands): void {
  const settings = o.settings;
  const scalars = o.scalars;
  const power = scalars.warmUpPower * settings.warmUp;
  const mu = settings.beta1 * (1 - 0.5 * power);
  const next = settings.beta1 * (1 - 0.5 * power * settings.warmUp);
  const product = scalars.product * mu;
  scalars.warmUpPower = power;
  scalars.product = product;
  scalars.power2 *= settings.beta2;
  const rate = rateAt(o.rates, o.cursor);
  const step = stepAt<NadamStep>(o.scratch);
  step.beta1 = four(settings.beta1);
  step.rest1 = four(1 - settings.beta1);
  step.beta2 = four(settings.beta2);
  step.rest2 = four(1 - settings.beta2);
  step.root = four(1 / sqrt(1 - scalars.power2));
  step.epsilon = four(settings.epsilon);
  step.ahead = four((rate * next) / (1 - product * next));
  step.now = four((rate * (1 - mu)) / (1 - product));
  update(o, step, wholeBytes(o.count));
  if (o.count & 3) {
    update(takeTail(o, 4, o.count, o.scratch), step, 16);
    putTail(o, 4, o.count, o.scratch);
  }
}
