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
  const lines = end & ~63;
  const whole = end & ~15;
  let at: usize = 0;
  // sums stay in registers over all rows; 64 bytes at a time, a cache line of each row
  for (; at < lines; at += 64) {
    const to = biasGradients + at;
    let s0 = v128.load(to);
    let s1 = v128.load(to, 16);
    let s2 = v128.load(to, 32);
    let s3 = v128.load(to, 48);
    for (let r = rows, from = outputGradients + at; r > 0; r--, from += end) {
      s0 = f32x4.add(s0, v128.load(from));
      s1 = f32x4.add(s1, v128.load(from, 16));
      s2 = f32x4.add(s2, v128.load(from, 32));
      s3 = f32x4.add(s3, v128.load(from, 48));
    }
    v128.store(to, s0);
    v128.store(to, s1, 16);
    v128.store(to, s2, 32);
    v128.store(to, s3, 48);
  }
  for (; at < whole; at += 16) {
    let sum = v128.load(biasGradients + at);
    for (let r = rows, from = outputGradients + at; r > 0; r--, from += end) sum = f32x4.add(sum, v128.load(from));
    v128.store(biasGradients + at, sum);
  }
  for (; at < end; at += 4) {
    let sum = load<f32>(biasGradients + at);
    for (let r = rows, from = outputGradients + at; r > 0; r--, from += end) sum += load<f32>(from);
    store<f32>(biasGradients + at, sum);
  }
}
