// The dense layer: outputs = inputs·Wᵀ + b and its gradients, as three matrix products.
import { FROM_ZEROS, multiply, productAt, productScratchBytes } from "../linear/product";

/** Bytes of scratch that every dense kernel needs. */
export const denseScratchBytes: i32 = productScratchBytes;

@unmanaged
class DenseForward {
  /** rows × outputWidth, written */
  outputs: usize;
  /** rows × inputWidth */
  inputs: usize;
  /** W, outputWidth × inputWidth */
  weights: usize;
  /** b, outputWidth, or address 0 for none */
  biases: usize;
  /** denseScratchBytes, written */
  scratch: usize;
  rows: i32;
  inputWidth: i32;
  outputWidth: i32;
}

/** outputs[r][o] = b[o] + Σₖ inputs[r][k] · W[o][k], k ascending. */
export function denseForward(o: DenseForward): void {
  const inputBytes = (<usize>o.inputWidth) << 2;
  const p = productAt(o.scratch, o.rows, o.outputWidth, o.inputWidth);
  p.left(o.inputs, inputBytes, 4);
  p.right(o.weights, 4, inputBytes);
  multiply(p, o.outputs, o.biases ? o.biases : FROM_ZEROS, 0);
}

@unmanaged
class DenseInputBackward {
  /** rows × inputWidth, written */
  inputGradients: usize;
  /** rows × outputWidth */
  outputGradients: usize;
  /** W, outputWidth × inputWidth */
  weights: usize;
  /** denseScratchBytes, written */
  scratch: usize;
  rows: i32;
  inputWidth: i32;
  outputWidth: i32;
}

/** inputGradients[r][k] = Σₒ outputGradients[r][o] · W[o][k], o ascending from 0. */
export function denseInputBackward(o: DenseInputBackward): void {
  const p = productAt(o.scratch, o.rows, o.inputWidth, o.outputWidth);
  p.left(o.outputGradients, (<usize>o.outputWidth) << 2, 4);
  p.right(o.weights, (<usize>o.inputWidth) << 2, 4);
  multiply(p, o.inputGradients, FROM_ZEROS, 0);
}

@unmanaged
class DenseWeightBackward {
  /** outputWidth × inputWidth, read and written */
  weightGradients: usize;
  /** rows × outputWidth */
  outputGradients: usize;
  /** rows × inputWidth */
  inputs: usize;
  /** denseScratchBytes, written */
  scratch: usize;
  rows: i32;
  inputWidth: i32;
  outputWidth: i32;
}

/** weightGradients[o][k] += Σᵣ outputGradients[r][o] · inputs[r][k], r ascending from what stands there. */
export function denseWeightBackward(o: DenseWeightBackward): void {
  const inputBytes = (<usize>o.inputWidth) << 2;
  const p = productAt(o.scratch, o.outputWidth, o.inputWidth, o.rows);
  p.left(o.outputGradients, 4, (<usize>o.outputWidth) << 2);
  p.right(o.inputs, inputBytes, 4);
  multiply(p, o.weightGradients, o.weightGradients, inputBytes);
}

@unmanaged
class DenseBiasBackward {
  /** outputWidth, read and written */
  biasGradients: usize;
  /** rows × outputWidth */
  outputGradients: usize;
  rows: i32;
  outputWidth: i32;
}

/** biasGradients[o] += Σᵣ outputGradients[r][o], r ascending from what stands there. */
export function denseBiasBackward(o: DenseBiasBackward): void {
  const biasGradients = o.biasGradients;
  const outputGradients = o.outputGradients;
  const rows = o.rows;
  const end = (<usize>o.outputWidth) << 2;
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
