// Gradient descent, plain and with momentum in both forms. Knows no schedule: the rate of each step lies in memory.
import { Four, Lanes, One, wholeBytes } from "../lanes/access";
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";

function plain<L extends Lanes>(parameters: usize, gradients: usize, rate: v128, from: usize, to: usize): void {
  const lanes = changetype<L>(0);
  for (let at = from; at < to; at += lanes.width()) {
    const g = Moments.value(lanes.load(gradients + at));
    lanes.store(parameters + at, f32x4.sub(lanes.load(parameters + at), f32x4.mul(rate, g)));
  }
}

/**
 * θ ← θ − αg
 *
 * @param parameters  θ, count, read and written
 * @param gradients   g, count; |g| < 2⁻¹⁰⁰ counts as 0
 * @param rates       float64 α per step of the epoch
 * @param cursor      where the run is
 */
export function sgdUpdate(parameters: usize, gradients: usize, rates: usize, cursor: usize, count: i32): void {
  const rate = four(rateAt(rates, cursor));
  const whole = wholeBytes(count);
  plain<Four>(parameters, gradients, rate, 0, whole);
  plain<One>(parameters, gradients, rate, whole, (<usize>count) << 2);
}

function accelerated<L extends Lanes>(
  parameters: usize,
  gradients: usize,
  velocity: usize,
  gamma: v128,
  inside: v128,
  ahead: v128,
  outside: v128,
  nesterov: bool,
  from: usize,
  to: usize,
): void {
  const lanes = changetype<L>(0);
  for (let at = from; at < to; at += lanes.width()) {
    const g = lanes.load(gradients + at);
    const v = Moments.mean(gamma, lanes.load(velocity + at), inside, g);
    lanes.store(velocity + at, v);
    const step = nesterov ? Moments.mean(gamma, v, ahead, g) : Moments.value(v);
    lanes.store(parameters + at, f32x4.sub(lanes.load(parameters + at), f32x4.mul(outside, step)));
  }
}

/**
 * Momentum. The lecture's form, α inside v:   v ← γv + αg            θ ← θ − v,  Nesterov: θ − (γv + αg)
 * PyTorch's form, α outside:                  v ← γv + (1 − d)g      θ ← θ − αv, Nesterov: θ − α(γv + g)
 * PyTorch's first step is v ← g: the dampening d is not applied.
 *
 * @param parameters  θ, count, read and written
 * @param gradients   g, count; |g| < 2⁻¹⁰⁰ counts as 0
 * @param velocity    v, count, read and written; |v| < 2⁻¹⁰⁰ counts as 0
 * @param scalars     float64 [steps taken], read and written
 * @param settings    float64 [γ, d, 1 for Nesterov, 1 for PyTorch's form]
 * @param rates       float64 α per step of the epoch
 * @param cursor      where the run is
 */
export function momentumUpdate(
  parameters: usize,
  gradients: usize,
  velocity: usize,
  scalars: usize,
  settings: usize,
  rates: usize,
  cursor: usize,
  count: i32,
): void {
  const nesterov = load<f64>(settings, 16) !== 0;
  const steps = load<f64>(scalars);
  store<f64>(scalars, steps + 1);
  let inside = rateAt(rates, cursor);
  let ahead = inside;
  let outside: f64 = 1;
  if (load<f64>(settings, 24) !== 0) {
    outside = inside;
    inside = steps === 0 ? 1 : 1 - load<f64>(settings, 8);
    ahead = 1;
  }
  const gamma = four(load<f64>(settings));
  const i = four(inside);
  const a = four(ahead);
  const o = four(outside);
  const whole = wholeBytes(count);
  accelerated<Four>(parameters, gradients, velocity, gamma, i, a, o, nesterov, 0, whole);
  accelerated<One>(parameters, gradients, velocity, gamma, i, a, o, nesterov, whole, (<usize>count) << 2);
}
