// Reads small numbers as zero, so that products of them are never subnormal.
import { ABSOLUTE } from "./constants";

/** Inlined by force: as a call in exp and tanh it made them spill their registers. */
export class Flush {
  /**
   * x where |x| ≥ threshold, +0 where |x| < threshold, NaN where x is NaN. An infinite x is kept.
   *
   * WebAssembly cannot flush subnormal results to zero, and forming them is up to forty times slower: with threshold 2⁻⁶³ before a square,
   * or 2⁻¹²⁶ on a result, none is formed later.
   */
  @inline static below(x: v128, threshold: v128): v128 {
    return v128.andnot(x, f32x4.lt(v128.and(x, v128.load(ABSOLUTE)), threshold));
  }
}
