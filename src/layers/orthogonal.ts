// The orthogonal initializer; loaded where a layer asks for it. Knows no layer.
import { NormalStream } from "../numbers/normalStream.ts";
import { INITIAL_WEIGHTS } from "../numbers/purposes.ts";

const PIECE = 512;

/** Rows (or columns, where there are fewer) that are orthonormal: modified Gram–Schmidt, twice, on normal vectors. */
export function* orthogonal(
  weights: Float64Array,
  inputs: number,
  outputs: number,
  seed: number,
  layer: number,
): Iterable<void> {
  const stream = new NormalStream(seed, INITIAL_WEIGHTS, layer);
  const count = Math.min(inputs, outputs);
  const length = Math.max(inputs, outputs);
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const v = Float64Array.from({ length }, () => stream.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const [k, u] of vectors.entries()) {
        let dot = 0;
        for (let i = 0; i < length; i++) dot += u[i] * v[i];
        for (let i = 0; i < length; i++) v[i] -= dot * u[i];
        if ((k * length) % (512 * PIECE) < length) yield;
      }
    }
    let square = 0;
    for (let i = 0; i < length; i++) square += v[i] * v[i];
    const norm = Math.sqrt(square);
    if (norm < 1e-6) continue; // a draw that lay in the span of the others
    for (let i = 0; i < length; i++) v[i] /= norm;
    vectors.push(v);
  }
  for (let o = 0; o < outputs; o++) {
    for (let k = 0; k < inputs; k++) weights[o * inputs + k] = outputs <= inputs ? vectors[o][k] : vectors[k][o];
    yield;
  }
}
