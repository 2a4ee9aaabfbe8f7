// A product that is never subnormal.
import { ABSOLUTE, TWO } from "./constants";

/** Inlined by force: as calls in the loop products took two thirds longer. */
export class Normal {
  /**
   * a·b where the product is 2⁻¹²⁵ or more, 0 where it is below 2⁻¹²⁶, one of both between; NaN and ∞ as usual.
   *
   * Method: a positive float's bits, read as an integer, are its logarithm to within 0.09, so that |a|'s and |b|'s add up to at least those of 2 only
   * where |a·b| ≥ 2⁻¹²⁶. Elsewhere a is masked before the product, since to form a subnormal and mask it afterwards costs its hundred cycles all the same.
   * Backward kernels multiply gradients by derivatives with this. Held by test/activations/particular.test.ts.
   */
  @inline static product(a: v128, b: v128): v128 {
    const absolute = v128.load(ABSOLUTE);
    const sum = i32x4.add(v128.and(a, absolute), v128.and(b, absolute));
    return f32x4.mul(v128.and(a, i32x4.ge_u(sum, v128.load(TWO))), b);
  }
}
