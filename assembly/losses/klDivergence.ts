// Kullback–Leibler divergence of softmax from a target distribution, stable at extreme logits. Knows no layer.
import { distributionLoss } from "../lanes/distributionLoss";
import { softmaxCrossEntropyBackward, softmaxCrossEntropyTangent } from "./softmaxCrossEntropy";

/**
 * Adds each row's Σ t·(ln t − ln p) = Σ t·(ln t + ln Σ e^(z − m) + m − z) to the loss, m = max z, classes and rows ascending, in float64;
 * t = 0 adds 0.
 *
 * @param loss         float64 [Σ loss, Σ loss²], read and written
 * @param predictions  z, rows × width
 * @param targets      t, rows × width, each row a distribution
 * @param rowWeights   rows, or address 0
 */
export function klDivergenceForward(
  loss: usize,
  predictions: usize,
  targets: usize,
  rowWeights: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  distributionLoss(loss, predictions, targets, rowWeights, rows, width, true);
}

/**
 * gradients[r][c] = (p·Σt − t) · scale · weight: the cross-entropy's, since t·ln t is constant. May be in place of the probabilities.
 *
 * @param gradients      ∂cost/∂z, rows × width, written
 * @param probabilities  p, rows × width
 * @param targets        t, rows × width
 * @param rowWeights     rows, or address 0
 * @param scale          one float32: 1/rows of the batch
 */
export function klDivergenceBackward(
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
  softmaxCrossEntropyBackward(
    gradients,
    predictions,
    probabilities,
    targets,
    rowWeights,
    scale,
    parameter,
    rows,
    width,
  );
}

/** gradientTangents[r][c] = p·(ż − Σ pż)·Σt · scale · weight: the cross-entropy's. */
export function klDivergenceTangent(
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
  softmaxCrossEntropyTangent(
    gradientTangents,
    predictionTangents,
    predictions,
    probabilities,
    targets,
    rowWeights,
    scale,
    parameter,
    rows,
    width,
  );
}
