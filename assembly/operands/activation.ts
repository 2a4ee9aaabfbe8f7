// The operands of activations, as they lie in a record. All of them name all operands that any of them needs, so that the host
// emits every activation alike.

@unmanaged
export class ActivationForward {
  /** count, written; may be the inputs */
  outputs: usize;
  /** count */
  inputs: usize;
  /** one float32, or address 0 */
  parameter: usize;
  count: i32;
}

@unmanaged
export class ActivationBackward {
  /** count, written; may be the output gradients */
  inputGradients: usize;
  /** count */
  outputGradients: usize;
  /** count, or address 0 where the slope follows from the outputs */
  inputs: usize;
  /** count */
  outputs: usize;
  /** one float32, or address 0 */
  parameter: usize;
  count: i32;
}

@unmanaged
export class ActivationTangent {
  /** count, read and written: the tangents of the input gradients */
  gradientTangents: usize;
  /** count */
  outputGradients: usize;
  /** count */
  inputTangents: usize;
  /** count, or address 0 where the curve follows from the outputs */
  inputs: usize;
  /** count */
  outputs: usize;
  /** one float32, or address 0 */
  parameter: usize;
  count: i32;
}
