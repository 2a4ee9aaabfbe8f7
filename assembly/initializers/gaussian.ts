// Normal weights, drawn from a stream; the deviation lies in memory.
import { Angle, cosNear, inQuarter, log, sinNear } from "../lanes/float64";
import { DrawOperands, draw, Numbers, storePairs } from "../random/numbers";

/**
 * r = √(−2·log(1 − u))      z₁ = r·cos 2πv      z₂ = r·sin 2πv
 *
 * Source: Box & Muller 1958, A note on the generation of random normal deviates.
 */
class Normal extends Numbers {
  store(to: usize, u: v128, v: v128, factor: v128): void {
    const r = f64x2.sqrt(f64x2.mul(f64x2.splat(-2), log(f64x2.sub(f64x2.splat(1), u))));
    const quarters = Angle.quarters(v);
    const rest = Angle.rest(v, quarters);
    const angle = Angle.high(rest);
    const tail = Angle.low(rest, angle);
    const sine = sinNear(angle, tail);
    const cosine = cosNear(angle, tail);
    const cos = inQuarter(sine, cosine, f64x2.add(quarters, f64x2.splat(1)));
    const sin = inQuarter(sine, cosine, quarters);
    storePairs(to, f64x2.mul(factor, f64x2.mul(r, cos)), f64x2.mul(factor, f64x2.mul(r, sin)));
  }
}

/**
 * weights[row … row + count − 1] = factor · (the normal numbers row … of the stream), row being the cursor's: with mean 0 and
 * deviation `factor`, not truncated. Computed in float64, cast once; the same bits as `Stream.normal` of src/numbers/random.ts.
 */
export function gaussianDraw(o: DrawOperands): void {
  draw<Normal>(o);
}
