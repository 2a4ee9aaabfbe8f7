// Four rows side by side, lane i being row i, so that formulas over narrow rows fill a vector.
//
// Where fewer than four rows are left, the last one stands in the lanes that are over: it is read and written more than once, to the
// same bits, and nothing outside is touched.

export class FourRows {
  /** From the first row to row `i` of `some` that are left, in bytes. */
  @inline static offset(i: i32, some: i32, rowBytes: usize): usize {
    return <usize>min(i, some - 1) * rowBytes;
  }

  /** One column: the number at `at`, and those as many bytes behind it. */
  @inline static load(at: usize, second: usize, third: usize, fourth: usize): v128 {
    let column = v128.load32_zero(at);
    column = v128.load32_lane(at + second, column, 1);
    column = v128.load32_lane(at + third, column, 2);
    return v128.load32_lane(at + fourth, column, 3);
  }

  @inline static store(at: usize, second: usize, third: usize, fourth: usize, column: v128): void {
    v128.store32_lane(at, column, 0);
    v128.store32_lane(at + second, column, 1);
    v128.store32_lane(at + third, column, 2);
    v128.store32_lane(at + fourth, column, 3);
  }

  /** The first two lanes in float64. */
  @inline static low(column: v128): v128 {
    return f64x2.promote_low_f32x4(column);
  }

  /** The last two. */
  @inline static high(column: v128): v128 {
    return f64x2.promote_low_f32x4(v128.shuffle<f32>(column, column, 2, 3, 2, 3));
  }
}
