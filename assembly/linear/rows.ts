// One row of a product from one row of A, B read where it lies: for few rows, where packing costs more than it gives. Knows no packing.
import { Fused } from "../lanes/fused";

/**
 * C[1 × columns] = S + A·B, B's columns side by side.
 *
 * @param s     where the chains begin; may be c
 * @param next  bytes from one inner element of A to the next
 * @param step  bytes from one inner element of B to the next
 */
export function rowAcross(
  c: usize,
  s: usize,
  a: usize,
  next: usize,
  b: usize,
  step: usize,
  columns: i32,
  inner: i32,
): void {
  let j = 0;
  for (; j + 16 <= columns; j += 16, c += 64, s += 64, b += 64) {
    let s0 = v128.load(s);
    let s1 = v128.load(s, 16);
    let s2 = v128.load(s, 32);
    let s3 = v128.load(s, 48);
    for (let k = inner, x = a, y = b; k > 0; k--, x += next, y += step) {
      const v = v128.load32_splat(x);
      s0 = Fused.multiplyAdd(v, v128.load(y), s0);
      s1 = Fused.multiplyAdd(v, v128.load(y, 16), s1);
      s2 = Fused.multiplyAdd(v, v128.load(y, 32), s2);
      s3 = Fused.multiplyAdd(v, v128.load(y, 48), s3);
    }
    v128.store(c, s0);
    v128.store(c, s1, 16);
    v128.store(c, s2, 32);
    v128.store(c, s3, 48);
  }
  for (; j + 4 <= columns; j += 4, c += 16, s += 16, b += 16) {
    let sum = v128.load(s);
    for (let k = inner, x = a, y = b; k > 0; k--, x += next, y += step) {
      sum = Fused.multiplyAdd(v128.load32_splat(x), v128.load(y), sum);
    }
    v128.store(c, sum);
  }
  for (; j < columns; j++, c += 4, s += 4, b += 4) {
    let sum = v128.load32_splat(s);
    for (let k = inner, x = a, y = b; k > 0; k--, x += next, y += step) {
      sum = Fused.multiplyAdd(v128.load32_splat(x), v128.load32_splat(y), sum);
    }
    v128.store32_lane(c, sum, 0);
  }
}

/** Four columns of B that run along the inner index, times one row of A: Σ from `sum` on; inner ascending. */
class Columns {
  @inline static first(r0: v128, r1: v128): v128 {
    return v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  }
  @inline static last(r0: v128, r1: v128): v128 {
    return v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  }
  @inline static even(low: v128, high: v128): v128 {
    return v128.shuffle<f32>(low, high, 0, 1, 4, 5);
  }
  @inline static odd(low: v128, high: v128): v128 {
    return v128.shuffle<f32>(low, high, 2, 3, 6, 7);
  }
}

/**
 * C[1 × columns] = S + A·B, each of B's columns running along the inner index; eight or four columns at a time, transposed in registers.
 *
 * @param s       where the chains begin; may be c
 * @param next    bytes from one inner element of A to the next
 * @param column  bytes from one column of B to the next
 */
export function rowAlong(
  c: usize,
  s: usize,
  a: usize,
  next: usize,
  b: usize,
  column: usize,
  columns: i32,
  inner: i32,
): void {
  const whole = inner & ~3;
  let j = 0;
  while (j + 4 <= columns) {
    const eight = j + 8 <= columns;
    let low = v128.load(s);
    let high = eight ? v128.load(s, 16) : low;
    let x = a;
    let y0 = b;
    let y1 = b + column;
    let y2 = y1 + column;
    let y3 = y2 + column;
    const far: usize = eight ? 4 * column : 0;
    for (let k = whole; k > 0; k -= 4, y0 += 16, y1 += 16, y2 += 16, y3 += 16) {
      const a0 = v128.load32_splat(x);
      x += next;
      const a1 = v128.load32_splat(x);
      x += next;
      const a2 = v128.load32_splat(x);
      x += next;
      const a3 = v128.load32_splat(x);
      x += next;
      let r0 = v128.load(y0);
      let r1 = v128.load(y1);
      let r2 = v128.load(y2);
      let r3 = v128.load(y3);
      let p = Columns.first(r0, r1);
      let q = Columns.first(r2, r3);
      low = Fused.multiplyAdd(a0, Columns.even(p, q), low);
      low = Fused.multiplyAdd(a1, Columns.odd(p, q), low);
      p = Columns.last(r0, r1);
      q = Columns.last(r2, r3);
      low = Fused.multiplyAdd(a2, Columns.even(p, q), low);
      low = Fused.multiplyAdd(a3, Columns.odd(p, q), low);
      if (!eight) continue;
      r0 = v128.load(y0 + far);
      r1 = v128.load(y1 + far);
      r2 = v128.load(y2 + far);
      r3 = v128.load(y3 + far);
      p = Columns.first(r0, r1);
      q = Columns.first(r2, r3);
      high = Fused.multiplyAdd(a0, Columns.even(p, q), high);
      high = Fused.multiplyAdd(a1, Columns.odd(p, q), high);
      p = Columns.last(r0, r1);
      q = Columns.last(r2, r3);
      high = Fused.multiplyAdd(a2, Columns.even(p, q), high);
      high = Fused.multiplyAdd(a3, Columns.odd(p, q), high);
    }
    for (let k = whole; k < inner; k++, x += next, y0 += 4, y1 += 4, y2 += 4, y3 += 4) {
      const v = v128.load32_splat(x);
      let y = f32x4(load<f32>(y0), load<f32>(y1), load<f32>(y2), load<f32>(y3));
      low = Fused.multiplyAdd(v, y, low);
      if (!eight) continue;
      y = f32x4(load<f32>(y0 + far), load<f32>(y1 + far), load<f32>(y2 + far), load<f32>(y3 + far));
      high = Fused.multiplyAdd(v, y, high);
    }
    v128.store(c, low);
    if (eight) v128.store(c, high, 16);
    const done = eight ? 8 : 4;
    j += done;
    c += (<usize>done) << 2;
    s += (<usize>done) << 2;
    b += <usize>done * column;
  }
  for (; j < columns; j++, c += 4, s += 4, b += column) {
    let sum = v128.load32_splat(s);
    for (let k = inner, x = a, y = b; k > 0; k--, x += next, y += 4) {
      sum = Fused.multiplyAdd(v128.load32_splat(x), v128.load32_splat(y), sum);
    }
    v128.store32_lane(c, sum, 0);
  }
}
