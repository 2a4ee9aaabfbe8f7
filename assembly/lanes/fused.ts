// Multiply-add of products: two roundings in the reproducible build, one in the relaxed build. The only place where the builds differ
// besides the tile heights that suit them.

/** Whether this is the relaxed build. */
export const RELAXED: bool = ASC_FEATURE_RELAXED_SIMD != 0;

export class Fused {
  /** s + ab. Plain: multiplied, then added, each rounded. Relaxed: as the machine does it fastest, on most rounded once. */
  @inline static multiplyAdd(a: v128, b: v128, s: v128): v128 {
    if (RELAXED) return f32x4.relaxed_madd(a, b, s);
    return f32x4.add(s, f32x4.mul(a, b));
  }
}
