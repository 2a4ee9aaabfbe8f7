// Layer normalisation: each row to mean 0 and variance 1, then a gain and a bias per element, and all its derivatives.
// Ba, Kiros & Hinton 2016, Layer normalization, equations 3 and 4, with ε under the root:
//   μ = Σx/n   σ² = Σ(x − μ)²/n   s = 1/√(σ² + ε)   x̂ = (x − μ)·s   y = γ·x̂ + β
// Sums over a row are float64 and its own, so that its bits are, too.
import { rowBlend, rowMultiplyAdd, rowSum } from "../lanes/rows";

/**
 * to = from less its mean, which is rounded to float32: a row far from 0 keeps the digits in which its numbers differ.
 * Returns the mean of what is left, which the rounding has made.
 */
function center(to: usize, from: usize, bytes: usize): f64 {
  const n = <f64>(bytes >> 2);
  rowBlend(to, from, 0, 0, 1, 0, <f32>(-rowSum(from, 0, bytes) / n), bytes);
  return rowSum(to, 0, bytes) / n;
}

/** to = s·(u − m(u) − x̂·m(ux̂)) of one row, m its means: what normalising leaves of a change u. Returns −s·m(ux̂). */
function project(to: usize, u: usize, x: usize, s: f32, bytes: usize): f32 {
  const left = center(to, u, bytes);
  const slope = <f32>((-(<f64>s) * rowSum(to, x, bytes)) / <f64>(bytes >> 2));
  rowBlend(to, to, 0, x, s, slope, <f32>(-(<f64>s) * left), bytes);
  return slope;
}

@unmanaged
class LayerNormForward {
  /** y, rows × width, written; not in place */
  outputs: usize;
  /** x̂, rows × width, written */
  normalised: usize;
  /** s, rows, written */
  scales: usize;
  /** x, rows × width */
  inputs: usize;
  /** γ, width */
  gains: usize;
  /** β, width */
  biases: usize;
  /** one float32 */
  epsilon: usize;
  rows: i32;
  width: i32;
}

/**
 * x̂ and y = γ·x̂ + β of each row.
 * @work 24
 */
export function layerNormForward(o: LayerNormForward): void {
  const bytes = (<usize>o.width) << 2;
  const n = <f64>o.width;
  for (let r = 0; r < o.rows; r++) {
    const at = <usize>r * bytes;
    const x = o.normalised + at;
    const left = center(x, o.inputs + at, bytes);
    const variance = max<f64>(0, rowSum(x, x, bytes) / n - left * left);
    const s = <f32>(1 / Math.sqrt(variance + <f64>load<f32>(o.epsilon)));
    store<f32>(o.scales + ((<usize>r) << 2), s);
    rowBlend(x, x, 0, 0, s, 0, <f32>(-left * <f64>s), bytes);
    rowMultiplyAdd(o.outputs + at, o.gains, x, o.biases, bytes);
  }
}

@unmanaged
class LayerNormGainBackward {
  /** width, read and written */
  gainGradients: usize;
  /** g, rows × width */
  outputGradients: usize;
  /** x̂, rows × width */
  normalised: usize;
  rows: i32;
  width: i32;
}

/**
 * gainGradients += Σᵣ g·x̂, r ascending from what stands there.
 * @work 4
 */
export function layerNormGainBackward(o: LayerNormGainBackward): void {
  const bytes = (<usize>o.width) << 2;
  for (let r = 0; r < o.rows; r++) {
    const at = <usize>r * bytes;
    rowMultiplyAdd(o.gainGradients, o.outputGradients + at, o.normalised + at, o.gainGradients, bytes);
  }
}

@unmanaged
class LayerNormBackward {
  /** rows × width, written; may be outputGradients */
  inputGradients: usize;
  /** g, rows × width */
  outputGradients: usize;
  /** x̂, rows × width */
  normalised: usize;
  /** s, rows */
  scales: usize;
  /** γ, width */
  gains: usize;
  rows: i32;
  width: i32;
}

/**
 * ∂cost/∂x = s·(γg − m₁ − x̂·m₂), m₁ and m₂ the row's means of γg and γg·x̂.
 * @work 24
 */
export function layerNormBackward(o: LayerNormBackward): void {
  const bytes = (<usize>o.width) << 2;
  for (let r = 0; r < o.rows; r++) {
    const at = <usize>r * bytes;
    const to = o.inputGradients + at;
    const x = o.normalised + at;
    rowMultiplyAdd(to, o.outputGradients + at, o.gains, 0, bytes);
    project(to, to, x, load<f32>(o.scales + ((<usize>r) << 2)), bytes);
  }
}

@unmanaged
class LayerNormTangent {
  /** R{y}, rows × width, written */
  outputTangents: usize;
  /** R{x̂}, rows × width, written */
  normalisedTangents: usize;
  /** R{s}, rows, written */
  scaleTangents: usize;
  /** ẋ, rows × width; or address 0 where they are 0 */
  inputTangents: usize;
  /** x̂, rows × width */
  normalised: usize;
  /** s, rows */
  scales: usize;
  /** γ, width */
  gains: usize;
  /** V, width */
  gainDirections: usize;
  /** v, width */
  biasDirections: usize;
  rows: i32;
  width: i32;
}

/**
 * The outputs' tangents. With ẋ the inputs' tangents and m, c the row's means of ẋ and ẋ·x̂:
 *   R{x̂} = s·(ẋ − m − x̂·c)   R{s} = −s²·c   R{y} = γ·R{x̂} + V·x̂ + v
 * @work 40
 */
export function layerNormTangent(o: LayerNormTangent): void {
  const bytes = (<usize>o.width) << 2;
  if (!o.inputTangents) memory.fill(o.normalisedTangents, 0, bytes * <usize>o.rows);
  for (let r = 0; r < o.rows; r++) {
    const at = <usize>r * bytes;
    const one = (<usize>r) << 2;
    const x = o.normalised + at;
    const tangents = o.normalisedTangents + at;
    let slope: f32 = 0;
    const s = load<f32>(o.scales + one);
    if (o.inputTangents) {
      const from = o.inputTangents + at;
      slope = project(tangents, from, x, s, bytes);
    }
    store<f32>(o.scaleTangents + one, slope * s);
    const to = o.outputTangents + at;
    rowMultiplyAdd(to, tangents, o.gains, o.biasDirections, bytes);
    rowMultiplyAdd(to, x, o.gainDirections, to, bytes);
  }
}

@unmanaged
class LayerNormInputTangent {
  /** R{g}, rows × width, becomes R{∂x} */
  gradientTangents: usize;
  /** g, rows × width */
  outputGradients: usize;
  /** x̂, rows × width */
  normalised: usize;
  /** R{x̂}, rows × width */
  normalisedTangents: usize;
  /** s, rows */
  scales: usize;
  /** R{s}, rows */
  scaleTangents: usize;
  /** γ, width */
  gains: usize;
  /** V, width */
  gainDirections: usize;
  /** width, written: u of a row, less its mean */
  products: usize;
  rows: i32;
  width: i32;
}

/**
 * The tangents of ∂cost/∂x, from those of g. With u = γg, u̇ = γ·R{g} + V·g and m the row's means:
 *   R{∂x} = s·(u̇ − m(u̇) − x̂·(m(u̇x̂) + m(u·R{x̂}))) + R{s}·(u − m(u) − x̂·m(ux̂)) − s·m(ux̂)·R{x̂}
 * @work 96
 */
export function layerNormInputTangent(o: LayerNormInputTangent): void {
  const bytes = (<usize>o.width) << 2;
  const n = <f64>o.width;
  const products = o.products;
  for (let r = 0; r < o.rows; r++) {
    const at = <usize>r * bytes;
    const one = (<usize>r) << 2;
    const to = o.gradientTangents + at;
    const g = o.outputGradients + at;
    const x = o.normalised + at;
    const tangents = o.normalisedTangents + at;
    const s = load<f32>(o.scales + one);
    const sTangent = load<f32>(o.scaleTangents + one);
    rowMultiplyAdd(to, to, o.gains, 0, bytes);
    rowMultiplyAdd(to, g, o.gainDirections, to, bytes);
    rowMultiplyAdd(products, g, o.gains, 0, bytes);
    const left = center(products, products, bytes);
    // R{s}·(u − m(u) − x̂·m(ux̂)), and what the tangents of x̂ add to s·(u̇ − …)
    const cross = -s * <f32>(rowSum(products, tangents, bytes) / n);
    const m = <f32>(rowSum(products, x, bytes) / n);
    project(to, to, x, s, bytes);
    rowBlend(to, tangents, 0, to, -s * m, 1, 0, bytes);
    rowBlend(to, x, 0, to, cross - sTangent * m, 1, -sTangent * <f32>left, bytes);
    rowBlend(to, products, 0, to, sTangent, 1, 0, bytes);
  }
}
