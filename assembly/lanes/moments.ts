// What optimizers keep of past gradients: running averages of values and of squares, free of subnormal numbers.
//
// Each subnormal number in a multiplication costs a hundred cycles and WebAssembly cannot flush them, so small numbers are read as 0
// before they are multiplied: masking a product is too late. NaN and infinite numbers pass.
import { ABSOLUTE, SMALLEST } from "./constants";
import { SMALLEST_GRADIENT, SMALLEST_SQUARED } from "./thresholds";

const NEGLIGIBLE = memory.data<f32>([SMALLEST_GRADIENT, SMALLEST_GRADIENT, SMALLEST_GRADIENT, SMALLEST_GRADIENT], 16);
const SQUARABLE = memory.data<f32>([SMALLEST_SQUARED, SMALLEST_SQUARED, SMALLEST_SQUARED, SMALLEST_SQUARED], 16);

/** All methods are inlined by force: as calls in the loop they made Adam and momentum three times slower. */
export class Moments {
  /** x, or 0 where |x| < 2⁻¹⁰⁰: its product with a rate or 1 − β must stay normal, and its quotient by a root. */
  @inline static value(x: v128): v128 {
    return v128.andnot(x, f32x4.lt(v128.and(x, v128.load(ABSOLUTE)), v128.load(NEGLIGIBLE)));
  }

  /** x, or 0 where |x| < 2⁻⁵⁷: (1 − β)x² must stay normal for 1 − β ≥ 2⁻¹². */
  @inline static squarable(x: v128): v128 {
    return v128.andnot(x, f32x4.lt(v128.and(x, v128.load(ABSOLUTE)), v128.load(SQUARABLE)));
  }

  /** v ≥ 0, or 0 where v < 2⁻¹²⁶. */
  @inline static square(v: v128): v128 {
    return v128.andnot(v, f32x4.lt(v, v128.load(SMALLEST)));
  }

  /** βm + cx; with c = 1 − β the running average of x. */
  @inline static mean(beta: v128, m: v128, c: v128, x: v128): v128 {
    return f32x4.add(f32x4.mul(beta, Moments.value(m)), f32x4.mul(c, Moments.value(x)));
  }

  /** βv + cx²; with c = 1 − β the running average of x². */
  @inline static meanSquare(beta: v128, v: v128, c: v128, x: v128): v128 {
    const s = Moments.squarable(x);
    return f32x4.add(f32x4.mul(beta, Moments.square(v)), f32x4.mul(c, f32x4.mul(s, s)));
  }
}

/** A float64 as four float32: how hyperparameters and corrections enter a loop. */
export function four(x: f64): v128 {
  return f32x4.splat(<f32>x);
}
