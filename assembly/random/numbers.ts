// Walks a stream's numbers in float64, to the bit as `Stream` of src/core/random.ts gives them. Knows no distribution and no purpose.
import { philox4 } from "./philox";

const WORDS = memory.data(64, 16);
const FOUR_NUMBERS = memory.data(16, 16);

/** What becomes of a stream's uniform numbers. A block of the generator holds two of them, u and v; each operand holds those of two blocks. */
export abstract class Numbers {
  /** Writes what u₀ v₀ u₁ v₁ become, times the factor, as four float32. */
  abstract store(to: usize, u: v128, v: v128, factor: v128): void;
}

/** a₀ b₀ a₁ b₁ as float32. */
export function storePairs(to: usize, a: v128, b: v128): void {
  v128.store(to, v128.shuffle<f32>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 4, 1, 5));
}

/** Uniform on [0, 1) in steps of 2⁻⁵³, of the lower two lanes: the upper 27 bits of one word, then the upper 26 of another. */
function uniform(upper: v128, lower: v128): v128 {
  const high = f64x2.convert_low_i32x4_u(i32x4.shr_u(upper, 5));
  const low = f64x2.convert_low_i32x4_u(i32x4.shr_u(lower, 6));
  return f64x2.mul(f64x2.add(f64x2.mul(high, f64x2.splat(67108864)), low), f64x2.splat(1.1102230246251565e-16));
}

function upperHalf(x: v128): v128 {
  return v128.shuffle<i64>(x, x, 1, 1);
}

/**
 * Writes numbers `first` … `first + count − 1` of a stream; `first` is even.
 *
 * @param to      float32, count, written
 * @param stream  uint32 [seed low, seed high, purpose, index]
 * @param factor  one float64
 */
export function draw<F extends Numbers>(to: usize, stream: usize, factor: usize, first: i32, count: i32): void {
  const formula = changetype<F>(0);
  const all = f64x2.splat(load<f64>(factor));
  const key0 = load<u32>(stream);
  const key1 = load<u32>(stream, 4);
  const purpose = i32x4.splat(load<i32>(stream, 8));
  const index = i32x4.splat(load<i32>(stream, 12));
  let block = first >> 1;
  for (let left = count; left > 0; left -= 8, block += 4) {
    philox4(WORDS, i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3)), i32x4.splat(0), index, purpose, key0, key1);
    for (let pair = 0; pair < 2; pair++) {
      let a = v128.load(WORDS);
      let b = v128.load(WORDS, 16);
      let c = v128.load(WORDS, 32);
      let d = v128.load(WORDS, 48);
      if (pair) {
        a = upperHalf(a);
        b = upperHalf(b);
        c = upperHalf(c);
        d = upperHalf(d);
      }
      const here = left - 4 * pair;
      if (here >= 4) {
        formula.store(to, uniform(a, b), uniform(c, d), all);
        to += 16;
      } else if (here > 0) {
        formula.store(FOUR_NUMBERS, uniform(a, b), uniform(c, d), all);
        memory.copy(to, FOUR_NUMBERS, (<usize>here) << 2);
      }
    }
  }
}
