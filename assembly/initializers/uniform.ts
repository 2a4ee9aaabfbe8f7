// Uniform weights, drawn from a stream. Knows no layer; the limit lies in memory.
import { CURSOR_ROW } from "../abi";
import { draw, Numbers, storePairs } from "../random/numbers";

/** factor · (2u − 1) */
class Symmetric extends Numbers {
  store(to: usize, u: v128, v: v128, factor: v128): void {
    const a = f64x2.sub(f64x2.add(u, u), f64x2.splat(1));
    const b = f64x2.sub(f64x2.add(v, v), f64x2.splat(1));
    storePairs(to, f64x2.mul(factor, a), f64x2.mul(factor, b));
  }
}

/**
 * weights[row … row + count − 1] = factor · (2u − 1), u the uniform numbers row … of the stream, row being the cursor's.
 * Computed in float64, cast once; the same bits as `Stream.uniform` of src/core/random.ts.
 *
 * @param weights  row + count or more, count of them written
 * @param stream   uint32 [seed low, seed high, purpose, index]
 * @param factor   one float64
 * @param cursor   where the run is; its row is even
 */
export function uniformDraw(weights: usize, stream: usize, factor: usize, cursor: usize, count: i32): void {
  const row = load<i32>(cursor + CURSOR_ROW);
  draw<Symmetric>(weights + ((<usize>row) << 2), stream, factor, row, count);
}
