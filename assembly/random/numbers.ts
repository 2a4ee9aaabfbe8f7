// A stream's numbers in float64, to the bit as `Stream` of src/numbers/random.ts gives them.
import { Cursor } from "../operands/cursor";
import { RandomStream } from "../operands/random";
import { philox4 } from "./philox";

/** What is drawn, from where. */
@unmanaged
export class DrawOperands {
  /** row + count or more, count of them written, row being the cursor's */
  weights: usize;
  stream: RandomStream;
  /** one float64 */
  factor: usize;
  /** randomScratchBytes, written */
  scratch: usize;
  /** its row is even */
  cursor: Cursor;
  count: i32;
}

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

/** Writes the words of the four blocks from `block` on. */
function takeWords(words: usize, stream: RandomStream, block: i32): void {
  const counter = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  const index = i32x4.splat(stream.index);
  const purpose = i32x4.splat(stream.purpose);
  philox4(words, counter, i32x4.splat(0), index, purpose, stream.seedLow, stream.seedHigh);
}

/** weights[row … row + count − 1] = what numbers `row` … of the stream become, row being the cursor's. */
export function draw<F extends Numbers>(o: DrawOperands): void {
  const formula = changetype<F>(0);
  const words = o.scratch;
  const stream = o.stream;
  const first = o.cursor.row;
  const factor = f64x2.splat(load<f64>(o.factor));
  let to = o.weights + ((<usize>first) << 2);
  let block = first >> 1;
  for (let left = o.count; left > 0; left -= 8, block += 4) {
    takeWords(words, stream, block);
    for (let pair = 0; pair < 2; pair++) {
      let a = v128.load(words);
      let b = v128.load(words, 16);
      let c = v128.load(words, 32);
      let d = v128.load(words, 48);
      if (pair) {
        a = upperHalf(a);
        b = upperHalf(b);
        c = upperHalf(c);
        d = upperHalf(d);
      }
      const here = left - 4 * pair;
      if (here >= 4) {
        formula.store(to, uniform(a, b), uniform(c, d), factor);
        to += 16;
      } else if (here > 0) {
        // the last numbers: the words have been read
        formula.store(words, uniform(a, b), uniform(c, d), factor);
        memory.copy(to, words, (<usize>here) << 2);
      }
    }
  }
}
