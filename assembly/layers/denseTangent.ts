// The dense layer's tangents, as products that add to what stands. Knows no activation. Pearlmutter 1994, Fast exact
// multiplication by the Hessian, section 3: R{z} = R{x}·Wᵀ + x·Vᵀ + v,  R{∂x} = R{∂z}·W + ∂z·V for the direction (V, v).
import { product } from "../linear/product";

/**
 * outputTangents[r][o] += Σₖ inputTangents[r][k] · W[o][k], k ascending from what stands there.
 *
 * @param outputTangents  rows × outputWidth, read and written
 * @param inputTangents   rows × inputWidth
 * @param weights         outputWidth × inputWidth
 * @param scratch         denseScratchBytes, written
 */
export function denseTangent(
  outputTangents: usize,
  inputTangents: usize,
  weights: usize,
  scratch: usize,
  rows: i32,
  inputWidth: i32,
  outputWidth: i32,
): void {
  const inner = (<usize>inputWidth) << 2;
  const row = (<usize>outputWidth) << 2;
  const s = outputTangents;
  product(s, s, row, inputTangents, inner, 4, weights, 4, inner, scratch, rows, outputWidth, inputWidth);
}

/**
 * inputGradientTangents[r][k] += Σₒ outputGradients[r][o] · V[o][k], o ascending from what stands there.
 *
 * @param inputGradientTangents  rows × inputWidth, read and written
 * @param outputGradients        rows × outputWidth
 * @param directions             V, outputWidth × inputWidth
 * @param scratch                denseScratchBytes, written
 */
export function denseInputTangent(
  inputGradientTangents: usize,
  outputGradients: usize,
  directions: usize,
  scratch: usize,
  rows: i32,
  inputWidth: i32,
  outputWidth: i32,
): void {
  const inputBytes = (<usize>inputWidth) << 2;
  const outputBytes = (<usize>outputWidth) << 2;
  const s = inputGradientTangents;
  const from = outputGradients;
  product(s, s, inputBytes, from, outputBytes, 4, directions, inputBytes, 4, scratch, rows, inputWidth, outputWidth);
}
