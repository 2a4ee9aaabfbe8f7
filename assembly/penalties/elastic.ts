// L1 and L2 penalties on the weights of one layer. Knows no layer.

/**
 * loss[2] += λ₁ Σ|w| + ½λ₂ Σ w², in float64, ascending.
 *
 * @param loss     float64 [Σ loss, Σ loss², penalty], the last read and written
 * @param weights  w, count
 * @param lambdas  float64 [λ₁, λ₂]
 */
export function penaltyForward(loss: usize, weights: usize, lambdas: usize, count: i32): void {
  let absolute: f64 = 0;
  let squares: f64 = 0;
  for (let at: usize = 0; at < (<usize>count) << 2; at += 4) {
    const w = <f64>load<f32>(weights + at);
    absolute += abs(w);
    squares += w * w;
  }
  const penalty = load<f64>(lambdas) * absolute + 0.5 * load<f64>(lambdas, 8) * squares;
  store<f64>(loss, load<f64>(loss, 16) + penalty, 16);
}

/**
 * gradients += λ₂w + λ₁ sign(w), sign(0) = 0.
 *
 * @param gradients  count, read and written
 * @param weights    w, count
 * @param lambdas    float64 [λ₁, λ₂]
 */
export function penaltyBackward(gradients: usize, weights: usize, lambdas: usize, count: i32): void {
  const l1 = <f32>load<f64>(lambdas);
  const l2 = <f32>load<f64>(lambdas, 8);
  for (let at: usize = 0; at < (<usize>count) << 2; at += 4) {
    const w = load<f32>(weights + at);
    const sign: f32 = w > 0 ? l1 : w < 0 ? -l1 : 0;
    store<f32>(gradients + at, load<f32>(gradients + at) + (l2 * w + sign));
  }
}

/**
 * products += λ₂ · directions: L1 is straight but for its kink, which has no curvature here.
 *
 * @param products    count, read and written
 * @param directions  the direction's share of these weights, count
 * @param lambdas     float64 [λ₁, λ₂]
 */
export function penaltyTangent(products: usize, directions: usize, lambdas: usize, count: i32): void {
  const l2 = <f32>load<f64>(lambdas, 8);
  for (let at: usize = 0; at < (<usize>count) << 2; at += 4) {
    store<f32>(products + at, load<f32>(products + at) + l2 * load<f32>(directions + at));
  }
}
