// The dense layer: outputs = inputs·Wᵀ + b and its gradients, as three matrix products. Knows no activation.
import { FROM_ZEROS, product, productScratchBytes } from "../linear/product";

/** Bytes of scratch that every dense kernel needs. */
export const denseScratchBytes: i32 = productScratchBytes;

/**
 * outputs[r][o] = b[o] + Σₖ inputs[r][k] · W[o][k], k ascending.
 *
 * @param outputs  rows × outputWidth, written
 * @param inputs   rows × inputWidth
 * @param weights  outputWidth × inputWidth
 * @param biases   outputWidth, or address 0 for none
 * @param scratch  denseScratchBytes, written
 */
export function denseForward(
  outputs: usize,
  inputs: usize,
  weights: usize,
  biases: usize,
  scratch: usize,
  rows: i32,
  inputWidth: i32,
  outputWidth: i32,
): void {
  const inputBytes = (<usize>inputWidth) << 2;
  const start = biases ? biases : FROM_ZEROS;
  product(outputs, start, 0, inputs, inputBytes, 4, weights, 4, inputBytes, scratch, rows, outputWidth, inputWidth);
}

/**
 * inputGradients[r][k] = Σₒ outputGradients[r][o] · W[o][k], o ascending from 0.
 *
 * @param inputGradients   rows × inputWidth, written
 * @param outputGradients  rows × outputWidth
 * @param weights          outputWidth × inputWidth
 * @param scratch          denseScratchBytes, written
 */
export function denseInputBackward(
  inputGradients: usize,
  outputGradients: usize,
  weights: usize,
  scratch: usize,
  rows: i32,
  inputWidth: i32,
  outputWidth: i32,
): void {
  const inputBytes = (<usize>inputWidth) << 2;
  const outputBytes = (<usize>outputWidth) << 2;
  product(
    inputGradients,
    FROM_ZEROS,
    0,
    outputGradients,
    outputBytes,
    4,
    weights,
    inputBytes,
    4,
    scratch,
    rows,
    inputWidth,
    outputWidth,
  );
}

/**
 * weightGradients[o][k] += Σᵣ outputGradients[r][o] · inputs[r][k], r ascending from what stands there.
 *
 * @param weightGradients  outputWidth × inputWidth, read and written
 * @param outputGradients  rows × outputWidth
 * @param inputs           rows × inputWidth
 * @param scratch          denseScratchBytes, written
 */
export function denseWeightBackward(
  weightGradients: usize,
  outputGradients: usize,
  inputs: usize,
  scratch: usize,
  rows: i32,
  inputWidth: i32,
  outputWidth: i32,
): void {
  const inputBytes = (<usize>inputWidth) << 2;
  const outputBytes = (<usize>outputWidth) << 2;
  product(
    weightGradients,
    weightGradients,
    inputBytes,
    outputGradients,
    4,
    outputBytes,
    inputs,
    inputBytes,
    4,
    scratch,
    outputWidth,
    inputWidth,
    rows,
  );
}

/**
 * biasGradients[o] += Σᵣ outputGradients[r][o], r ascending from what stands there.
 *
 * @param biasGradients    outputWidth, read and written
 * @param outputGradients  rows × outputWidth
 */
export function denseBiasBackward(biasGradients: usize, outputGradients: usize, rows: i32, outputWidth: i32): void {
  const end = (<usize>outputWidth) << 2;
  const whole = end & ~15;
  for (let r = 0, from = outputGradients; r < rows; r++, from += end) {
    let at: usize = 0;
    for (; at < whole; at += 16) {
      v128.store(biasGradients + at, f32x4.add(v128.load(biasGradients + at), v128.load(from + at)));
    }
    for (; at < end; at += 4) store<f32>(biasGradients + at, load<f32>(biasGradients + at) + load<f32>(from + at));
  }
}
