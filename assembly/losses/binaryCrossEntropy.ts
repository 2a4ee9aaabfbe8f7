// Binary cross-entropy on logits, one per element, and its link. Knows no layer.

import { ABSOLUTE } from "../lanes/constants";
import { ElementCurve, elementCurves } from "../lanes/elementCurve";
import { ElementSlope, elementSlopes } from "../lanes/elementLoss";
import { exp } from "../lanes/exp";
import { log1p } from "../lanes/log1p";
import { map, Unary } from "../lanes/map";
import { addLoss, rowWeight } from "../lanes/row";
import { sigmoid } from "../lanes/sigmoid";

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

/**
 * probabilities = 1 / (1 + e^(−logits)); what is below 2⁻¹²⁶ is 0.
 *
 * @param probabilities  rows × width, written; may be the logits
 * @param logits         rows × width
 */
export function logisticForward(probabilities: usize, logits: usize, rows: i32, width: i32): void {
  map<Logistic>(probabilities, logits, rows * width);
}

/**
 * Adds each row's Σ −t·ln σ(z) − (1 − t)·ln(1 − σ(z)) = Σ max(z, 0) − z·t + ln(1 + e^(−|z|)), over width, to the loss,
 * columns and rows ascending, in float64.
 *
 * @param loss         float64 [Σ loss, Σ loss²], read and written
 * @param predictions  z, rows × width
 * @param targets      t in [0, 1], rows × width
 * @param rowWeights   rows, or address 0
 */
export function binaryCrossEntropyForward(
  loss: usize,
  predictions: usize,
  targets: usize,
  rowWeights: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  const end = (<usize>width) << 2;
  const whole = end & ~15;
  for (let r = 0; r < rows; r++, predictions += end, targets += end) {
    let own: f64 = 0;
    let at: usize = 0;
    for (; at < whole; at += 16) {
      const soft = softness(v128.load(predictions + at));
      own += line(predictions + at, targets + at) + <f64>f32x4.extract_lane(soft, 0);
      own += line(predictions + at + 4, targets + at + 4) + <f64>f32x4.extract_lane(soft, 1);
      own += line(predictions + at + 8, targets + at + 8) + <f64>f32x4.extract_lane(soft, 2);
      own += line(predictions + at + 12, targets + at + 12) + <f64>f32x4.extract_lane(soft, 3);
    }
    for (; at < end; at += 4) {
      const soft = softness(v128.load32_splat(predictions + at));
      own += line(predictions + at, targets + at) + <f64>f32x4.extract_lane(soft, 0);
    }
    addLoss(loss, (own / <f64>width) * rowWeight(rowWeights, r));
  }
}

/**
 * gradients = (p − t) · scale · weight; may be in place of the probabilities.
 *
 * @param gradients      ∂cost/∂z, rows × width, written
 * @param probabilities  p = σ(z), rows × width
 * @param targets        t in [0, 1], rows × width
 * @param rowWeights     rows, or address 0
 * @param scale          one float32: 1/(rows of the batch × width)
 */
export function binaryCrossEntropyBackward(
  gradients: usize,
  predictions: usize,
  probabilities: usize,
  targets: usize,
  rowWeights: usize,
  scale: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  elementSlopes<BinaryCrossEntropySlope>(gradients, probabilities, targets, rowWeights, scale, 0, rows, width);
}

/** gradientTangents = (p(1 − p)) · predictionTangents · scale · weight; operands as in the backward kernel, tangents rows × width. */
export function binaryCrossEntropyTangent(
  gradientTangents: usize,
  predictionTangents: usize,
  predictions: usize,
  probabilities: usize,
  targets: usize,
  rowWeights: usize,
  scale: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  elementCurves<BinaryCrossEntropyCurve>(
    gradientTangents,
    predictionTangents,
    probabilities,
    targets,
    rowWeights,
    scale,
    parameter,
    rows,
    width,
  );
}
