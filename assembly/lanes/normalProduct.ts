// A product that is never subnormal. Knows nothing of what is multiplied.
import { ABSOLUTE, TWO } from "./constants";

/**
 * a·b where |a·b| ≥ 2⁻¹²⁶, else ±0; NaN and ∞ as usual.
 *
 * Method: as integers the bits of |a| and |b| add up to at least those of 2 exactly where the exponents and the carry of the mantissas
 * say 2⁻¹²⁶ or more (a few products just above it, whose mantissas only multiply to a carry, count as 0 too). Elsewhere a is masked before the product,
 * because forming a subnormal and masking it afterwards would cost its hundred cycles all the same. Backward kernels multiply gradients by derivatives with this.
 */
export function normalProduct(a: v128, b: v128): v128 {
  const absolute = v128.load(ABSOLUTE);
  const sum = i32x4.add(v128.and(a, absolute), v128.and(b, absolute));
  return f32x4.mul(v128.andnot(a, i32x4.lt_u(sum, v128.load(TWO))), b);
}
