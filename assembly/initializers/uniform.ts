// Uniform weights, drawn from a stream; the limit lies in memory.
import { DrawOperands, draw, Numbers, storePairs } from "../random/numbers";

/** Bytes of scratch that kernels need which draw random words. */
export const randomScratchBytes: i32 = 64;

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
 * Computed in float64, cast once; the same bits as `Stream.uniform` of src/numbers/random.ts.
 */
export function uniformDraw(o: DrawOperands): void {
  draw<Symmetric>(o);
}
