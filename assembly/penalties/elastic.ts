// L1 and L2 penalties on the weights of one layer.
import { LossSums } from "../operands/loss";

/** λ₁ and λ₂ */
@unmanaged
class Lambdas {
  l1: f64;
  l2: f64;
}

@unmanaged
class PenaltyForward {
  /** its penalty is read and written */
  loss: LossSums;
  /** w, count */
  weights: usize;
  lambdas: Lambdas;
  count: i32;
}

/** penalty += λ₁ Σ|w| + ½λ₂ Σ w², in float64, ascending. */
export function penaltyForward(o: PenaltyForward): void {
  const weights = o.weights;
  const end = (<usize>o.count) << 2;
  let absolute: f64 = 0;
  let squares: f64 = 0;
  for (let at: usize = 0; at < end; at += 4) {
    const w = <f64>load<f32>(weights + at);
    absolute += abs(w);
    squares += w * w;
  }
  o.loss.penalty += o.lambdas.l1 * absolute + 0.5 * o.lambdas.l2 * squares;
}

@unmanaged
class PenaltyBackward {
  /** count, read and written */
  gradients: usize;
  /** w, count */
  weights: usize;
  lambdas: Lambdas;
  count: i32;
}

/** gradients += λ₂w + λ₁ sign(w), sign(0) = 0. */
export function penaltyBackward(o: PenaltyBackward): void {
  const gradients = o.gradients;
  const weights = o.weights;
  const l1 = <f32>o.lambdas.l1;
  const l2 = <f32>o.lambdas.l2;
  const end = (<usize>o.count) << 2;
  for (let at: usize = 0; at < end; at += 4) {
    const w = load<f32>(weights + at);
    const sign: f32 = w > 0 ? l1 : w < 0 ? -l1 : 0;
    store<f32>(gradients + at, load<f32>(gradients + at) + (l2 * w + sign));
  }
}

@unmanaged
class PenaltyTangent {
  /** count, read and written */
  products: usize;
  /** what of the direction belongs to these weights, count */
  directions: usize;
  lambdas: Lambdas;
  count: i32;
}

/** products += λ₂ · directions: L1 is straight but for its kink, which has no curvature here. */
export function penaltyTangent(o: PenaltyTangent): void {
  const products = o.products;
  const directions = o.directions;
  const l2 = <f32>o.lambdas.l2;
  const end = (<usize>o.count) << 2;
  for (let at: usize = 0; at < end; at += 4) {
    store<f32>(products + at, load<f32>(products + at) + l2 * load<f32>(directions + at));
  }
}
