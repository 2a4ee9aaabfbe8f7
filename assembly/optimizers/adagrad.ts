// Adagrad's update. Knows no schedule: the rate of each step lies in memory.
import { Four, Lanes, One, wholeBytes } from "../lanes/access";
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";

function span<L extends Lanes>(
  parameters: usize,
  gradients: usize,
  squares: usize,
  rate: v128,
  epsilon: v128,
  from: usize,
  to: usize,
): void {
  const lanes = changetype<L>(0);
  for (let at = from; at < to; at += lanes.width()) {
    const g = lanes.load(gradients + at);
    const s = Moments.squarable(g);
    const sum = f32x4.add(Moments.square(lanes.load(squares + at)), f32x4.mul(s, s));
    lanes.store(squares + at, sum);
    const direction = f32x4.div(Moments.value(g), f32x4.add(f32x4.sqrt(sum), epsilon));
    lanes.store(parameters + at, f32x4.sub(lanes.load(parameters + at), f32x4.mul(rate, direction)));
  }
}

/**
 *   G ← G + g²      θ ← θ − α/(1 + dt)·g/(√G + ε),  t = 0, 1, 2, …
 *
 * Source: Duchi, Hazan & Singer 2011, Figure 1 (diagonal, with the root's offset δ outside); the decay d is PyTorch's.
 *
 * @param parameters  θ, count, read and written
 * @param gradients   g, count; |g| < 2⁻¹⁰⁰ counts as 0, |g| < 2⁻⁵⁷ in G
 * @param squares     G, count, read and written; G < 2⁻¹²⁶ counts as 0
 * @param scalars     float64 [steps taken], read and written
 * @param settings    float64 [ε, d]
 * @param rates       float64 α per step of the epoch
 * @param cursor      where the run is
 */
export function adagradUpdate(
  parameters: usize,
  gradients: usize,
  squares: usize,
  scalars: usize,
  settings: usize,
  rates: usize,
  cursor: usize,
  count: i32,
): void {
  const steps = load<f64>(scalars);
  store<f64>(scalars, steps + 1);
  const rate = four(rateAt(rates, cursor) / (1 + load<f64>(settings, 8) * steps));
  const epsilon = four(load<f64>(settings));
  const whole = wholeBytes(count);
  span<Four>(parameters, gradients, squares, rate, epsilon, 0, whole);
  span<One>(parameters, gradients, squares, rate, epsilon, whole, (<usize>count) << 2);
}
