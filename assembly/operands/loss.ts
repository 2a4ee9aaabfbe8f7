// The operands of losses and of their links, as they lie in a record. All losses name all operands that any of them needs, so
// that the host emits every loss alike.

/** What the rows of a step add up to. */
@unmanaged
export class LossSums {
  /** Σ loss over the rows */
  sum: f64;
  /** Σ loss², from which the sampling error follows */
  squares: f64;
  penalty: f64;
}

@unmanaged
export class LossForward {
  /** its sum and squares are read and written */
  loss: LossSums;
  /** raw outputs, rows × width */
  predictions: usize;
  /** rows × width */
  targets: usize;
  /** rows, or address 0 */
  rowWeights: usize;
  /** one float32, or address 0 */
  parameter: usize;
  rows: i32;
  width: i32;
}

@unmanaged
export class LossBackward {
  /** ∂cost/∂(raw outputs), rows × width, written; may be the predictions or the probabilities */
  gradients: usize;
  /** raw outputs, rows × width */
  predictions: usize;
  /** what the link made of them, rows × width; the predictions again where there is no link */
  probabilities: usize;
  /** rows × width */
  targets: usize;
  /** rows, or address 0 */
  rowWeights: usize;
  /** one float32: 1/(rows of the batch), for elementwise losses 1/(rows of the batch × width) */
  scale: usize;
  /** one float32, or address 0 */
  parameter: usize;
  rows: i32;
  width: i32;
}

@unmanaged
export class LossTangent {
  /** the tangents of the gradients, rows × width, written */
  gradientTangents: usize;
  /** rows × width */
  predictionTangents: usize;
  /** raw outputs, rows × width */
  predictions: usize;
  /** what the link made of them, rows × width; the predictions again where there is no link */
  probabilities: usize;
  /** rows × width */
  targets: usize;
  /** rows, or address 0 */
  rowWeights: usize;
  /** one float32, as in LossBackward */
  scale: usize;
  /** one float32, or address 0 */
  parameter: usize;
  rows: i32;
  width: i32;
}

/** From raw outputs to probabilities. */
@unmanaged
export class Link {
  /** rows × width, written; may be the logits */
  probabilities: usize;
  /** raw outputs, rows × width */
  logits: usize;
  rows: i32;
  width: i32;
}
