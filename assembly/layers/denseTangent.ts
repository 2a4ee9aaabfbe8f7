// The dense layer's tangents, as products that add to what stands. Pearlmutter 1994, Fast exact
// multiplication by the Hessian, section 3: R{z} = R{x}·Wᵀ + x·Vᵀ + v,  R{∂x} = R{∂z}·W + ∂z·V for the direction (V, v).
import { multiply, productAt } from "../linear/product";

@unmanaged
class DenseTangent {
  /** rows × outputWidth, read and written */
  outputTangents: usize;
  /** rows × inputWidth */
  inputTangents: usize;
  /** W, outputWidth × inputWidth */
  weights: usize;
  /** denseScratchBytes, written */
  scratch: usize;
  rows: i32;
  inputWidth: i32;
  outputWidth: i32;
}

/** outputTangents[r][o] += Σₖ inputTangents[r][k] · W[o][k], k ascending from what stands there. */
export function denseTangent(o: DenseTangent): void {
  const inputBytes = (<usize>o.inputWidth) << 2;
  const p = productAt(o.scratch, o.rows, o.outputWidth, o.inputWidth);
  p.left(o.inputTangents, inputBytes, 4);
  p.right(o.weights, 4, inputBytes);
  multiply(p, o.outputTangents, o.outputTangents, (<usize>o.outputWidth) << 2);
}

@unmanaged
class DenseInputTangent {
  /** rows × inputWidth, read and written */
  inputGradientTangents: usize;
  /** rows × outputWidth */
  outputGradients: usize;
  /** V, outputWidth × inputWidth */
  directions: usize;
  /** denseScratchBytes, written */
  scratch: usize;
  rows: i32;
  inputWidth: i32;
  outputWidth: i32;
}

/** inputGradientTangents[r][k] += Σₒ outputGradients[r][o] · V[o][k], o ascending from what stands there. */
export function denseInputTangent(o: DenseInputTangent): void {
  const inputBytes = (<usize>o.inputWidth) << 2;
  const p = productAt(o.scratch, o.rows, o.inputWidth, o.outputWidth);
  p.left(o.outputGradients, (<usize>o.outputWidth) << 2, 4);
  p.right(o.directions, inputBytes, 4);
  multiply(p, o.inputGradientTangents, o.inputGradientTangents, inputBytes);
}
