// Softmax's cross-entropy with any distribution as target, stable at extreme logits.
import { SMALLEST_DIFFERENCE } from "../lanes/constants";
import { distributionLoss } from "../lanes/distributionLoss";
import { Flush } from "../lanes/flush";
import { FourRows } from "../lanes/fourRows";
import { Normal } from "../lanes/normal";
import { rowWeight } from "../lanes/row";
import { LossBackward, LossForward, LossTangent } from "../operands/loss";

/**
 * Adds each row's −Σ t·ln p = Σ t·(ln Σ e^(z − m) + m − z) to the loss, m = max z, classes and rows ascending, in float64.
 * Label smoothing has happened to the targets already.
 */
export function softmaxCrossEntropyForward(o: LossForward): void {
  distributionLoss(o, false);
}

class Difference {
  /** (p·Σt − t) · factor; what is below 2⁻⁹⁰ before the factor counts as 0 */
  @inline static of(p: v128, t: v128, sum: v128, factor: v128): v128 {
    const d = f32x4.sub(Normal.product(p, sum), t);
    return f32x4.mul(Flush.below(d, v128.load(SMALLEST_DIFFERENCE)), factor);
  }
}

/**
 * gradients[r][c] = (p·Σt − t) · scale · weight, Σt ascending; what is below 2⁻⁹⁰ before the scale counts as 0.
 * May be in place of the probabilities.
 */
export function softmaxCrossEntropyBackward(o: LossBackward): void {
  const rowBytes = (<usize>o.width) << 2;
  const rowWeights = o.rowWeights;
  const rows = o.rows;
  const scale = <f64>load<f32>(o.scale);
  let gradients = o.gradients;
  let probabilities = o.probabilities;
  let targets = o.targets;
  for (let first = 0; first < rows; first += 4) {
    const some = min(4, rows - first);
    const second = FourRows.offset(1, some, rowBytes);
    const third = FourRows.offset(2, some, rowBytes);
    const fourth = FourRows.offset(3, some, rowBytes);
    const factor = f32x4(
      <f32>(scale * rowWeight(rowWeights, first)),
      <f32>(scale * rowWeight(rowWeights, first + min(1, some - 1))),
      <f32>(scale * rowWeight(rowWeights, first + min(2, some - 1))),
      <f32>(scale * rowWeight(rowWeights, first + min(3, some - 1))),
    );
    let total = f32x4.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 4)
      total = f32x4.add(total, FourRows.load(targets + at, second, third, fourth));
    for (let at: usize = 0; at < rowBytes; at += 4) {
      const p = FourRows.load(probabilities + at, second, third, fourth);
      const t = FourRows.load(targets + at, second, third, fourth);
      FourRows.store(gradients + at, second, third, fourth, Difference.of(p, t, total, factor));
    }
    gradients += rowBytes << 2;
    probabilities += rowBytes << 2;
    targets += rowBytes << 2;
  }
}

/** gradientTangents[r][c] = p·(ż − Σ pż)·Σt · scale · weight, sums ascending; ż the tangents of the predictions. */
export function softmaxCrossEntropyTangent(o: LossTangent): void {
  const end = (<usize>o.width) << 2;
  const scale = <f64>load<f32>(o.scale);
  const rows = o.rows;
  let gradientTangents = o.gradientTangents;
  let predictionTangents = o.predictionTangents;
  let probabilities = o.probabilities;
  let targets = o.targets;
  for (let r = 0; r < rows; r++) {
    const factor = <f32>(scale * rowWeight(o.rowWeights, r));
    let total: f32 = 0;
    let mean: f32 = 0;
    for (let at: usize = 0; at < end; at += 4) {
      total += load<f32>(targets + at);
      mean += load<f32>(probabilities + at) * load<f32>(predictionTangents + at);
    }
    for (let at: usize = 0; at < end; at += 4) {
      const bend = load<f32>(probabilities + at) * (load<f32>(predictionTangents + at) - mean);
      store<f32>(gradientTangents + at, bend * total * factor);
    }
    gradientTangents += end;
    predictionTangents += end;
    probabilities += end;
    targets += end;
  }
}
