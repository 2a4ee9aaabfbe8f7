// Binary cross-entropy on logits z, one per element, with targets t in [0, 1], and its link p = σ(z).

import { ABSOLUTE } from "../lanes/constants";
import { ElementCurve, elementCurves } from "../lanes/elementCurve";
import { ElementSlope, elementSlopes } from "../lanes/elementLoss";
import { exp } from "../lanes/exp";
import { log1p } from "../lanes/log1p";
import { map, Unary } from "../lanes/map";
import { addLoss, rowWeight } from "../lanes/row";
import { sigmoid } from "../lanes/sigmoid";
import { Link, LossBackward, LossForward, LossTangent } from "../operands/loss";

class Logistic extends Unary {
  of(z: v128): v128 {
    return sigmoid(z);
  }
}
class BinaryCrossEntropyCurve extends ElementCurve {
  of(y: f32, t: f32, p: f32): f32 {
    return y * (1 - y);
  }
}

/** ln(1 + e^(−|z|)) */
function softness(z: v128): v128 {
  return log1p(exp(f32x4.neg(v128.and(z, v128.load(ABSOLUTE)))));
}

/** max(z, 0) − z·t, exact where z is extreme; of two numbers in float64, so that nothing cancels early. */
function line(predictions: usize, targets: usize): f64 {
  const z = <f64>load<f32>(predictions);
  return max<f64>(z, 0) - z * <f64>load<f32>(targets);
}

/** p − t, p the probability. */
class BinaryCrossEntropySlope extends ElementSlope {
  of(p: v128, t: v128, _: v128): v128 {
    return f32x4.sub(p, t);
  }
}

/** probabilities = 1 / (1 + e^(−logits)); what is below 2⁻¹²⁶ is 0. */
export function logisticForward(o: Link): void {
  map<Logistic>(o.probabilities, o.logits, o.rows * o.width);
}

/**
 * Adds each row's Σ −t·ln σ(z) − (1 − t)·ln(1 − σ(z)) = Σ max(z, 0) − z·t + ln(1 + e^(−|z|)), over width, to the loss,
 * columns and rows ascending, in float64.
 */
export function binaryCrossEntropyForward(o: LossForward): void {
  const rows = o.rows;
  const width = <f64>o.width;
  const end = (<usize>o.width) << 2;
  const whole = end & ~15;
  let z = o.predictions;
  let t = o.targets;
  for (let r = 0; r < rows; r++, z += end, t += end) {
    let sum: f64 = 0;
    let at: usize = 0;
    for (; at < whole; at += 16) {
      const soft = softness(v128.load(z + at));
      sum += line(z + at, t + at) + <f64>f32x4.extract_lane(soft, 0);
      sum += line(z + at + 4, t + at + 4) + <f64>f32x4.extract_lane(soft, 1);
      sum += line(z + at + 8, t + at + 8) + <f64>f32x4.extract_lane(soft, 2);
      sum += line(z + at + 12, t + at + 12) + <f64>f32x4.extract_lane(soft, 3);
    }
    for (; at < end; at += 4) {
      const soft = softness(v128.load32_splat(z + at));
      sum += line(z + at, t + at) + <f64>f32x4.extract_lane(soft, 0);
    }
    addLoss(o.loss, (sum / width) * rowWeight(o.rowWeights, r));
  }
}

/** gradients = (p − t) · scale · weight; may be in place of the probabilities. */
export function binaryCrossEntropyBackward(o: LossBackward): void {
  elementSlopes<BinaryCrossEntropySlope>(o, o.probabilities);
}

/** gradientTangents = p(1 − p) · predictionTangents · scale · weight. */
export function binaryCrossEntropyTangent(o: LossTangent): void {
  elementCurves<BinaryCrossEntropyCurve>(o, o.probabilities);
}
