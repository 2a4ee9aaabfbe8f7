// One row of a product from one row of A, B read where it lies: for few rows, where packing costs more than it gives.
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

/** A 4 × 4 block of B, transposed: its columns run along the inner index, its results hold four columns of one inner element each. */
class Block {
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

  /** sum + a₀·B₀ + a₁·B₁ + a₂·B₂ + a₃·B₃, in this order, of the four columns at y, y + column, … */
  @inline static add(
    sum: v128,
    a0: v128,
    a1: v128,
    a2: v128,
    a3: v128,
    y: usize,
    column: usize,
    threeColumns: usize,
  ): v128 {
    const r0 = v128.load(y);
    const r1 = v128.load(y + column);
    const r2 = v128.load(y + 2 * column);
    const r3 = v128.load(y + threeColumns);
    let p = Block.first(r0, r1);
    let q = Block.first(r2, r3);
    sum = Fused.multiplyAdd(a0, Block.even(p, q), sum);
    sum = Fused.multiplyAdd(a1, Block.odd(p, q), sum);
    p = Block.last(r0, r1);
    q = Block.last(r2, r3);
    sum = Fused.multiplyAdd(a2, Block.even(p, q), sum);
    return Fused.multiplyAdd(a3, Block.odd(p, q), sum);
  }

  /** The same for one inner element. */
  @inline static addOne(sum: v128, a: v128, y: usize, column: usize): v128 {
    const r = f32x4(load<f32>(y), load<f32>(y + column), load<f32>(y + 2 * column), load<f32>(y + 3 * column));
    return Fused.multiplyAdd(a, r, sum);
  }
}

/** Sixteen columns of C: four chains, so that one multiplies while the others wait. */
function sixteenAlong(c: usize, s: usize, a: usize, next: usize, b: usize, column: usize, inner: i32): void {
  const whole = inner & ~3;
  const three = 3 * column;
  const four = 4 * column;
  let s0 = v128.load(s);
  let s1 = v128.load(s, 16);
  let s2 = v128.load(s, 32);
  let s3 = v128.load(s, 48);
  let x = a;
  let y = b;
  for (let k = whole; k > 0; k -= 4, y += 16) {
    const a0 = v128.load32_splat(x);
    x += next;
    const a1 = v128.load32_splat(x);
    x += next;
    const a2 = v128.load32_splat(x);
    x += next;
    const a3 = v128.load32_splat(x);
    x += next;
    let z = y;
    s0 = Block.add(s0, a0, a1, a2, a3, z, column, three);
    z += four;
    s1 = Block.add(s1, a0, a1, a2, a3, z, column, three);
    z += four;
    s2 = Block.add(s2, a0, a1, a2, a3, z, column, three);
    z += four;
    s3 = Block.add(s3, a0, a1, a2, a3, z, column, three);
  }
  for (let k = whole; k < inner; k++, x += next, y += 4) {
    const v = v128.load32_splat(x);
    s0 = Block.addOne(s0, v, y, column);
    s1 = Block.addOne(s1, v, y + four, column);
    s2 = Block.addOne(s2, v, y + 2 * four, column);
    s3 = Block.addOne(s3, v, y + 3 * four, column);
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
  v128.store(c, s2, 32);
  v128.store(c, s3, 48);
}

/**
 * C[1 × columns] = S + A·B, each of B's columns running along the inner index; sixteen or four columns at a time, transposed in
 * registers.
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
  const three = 3 * column;
  const four = 4 * column;
  let j = 0;
  for (; j + 16 <= columns; j += 16, c += 64, s += 64, b += 4 * four) sixteenAlong(c, s, a, next, b, column, inner);
  for (; j + 4 <= columns; j += 4, c += 16, s += 16, b += four) {
    let sum = v128.load(s);
    let x = a;
    let y = b;
    for (let k = whole; k > 0; k -= 4, y += 16) {
      const a0 = v128.load32_splat(x);
      x += next;
      const a1 = v128.load32_splat(x);
      x += next;
      const a2 = v128.load32_splat(x);
      x += next;
      const a3 = v128.load32_splat(x);
      x += next;
      sum = Block.add(sum, a0, a1, a2, a3, y, column, three);
    }
    for (let k = whole; k < inner; k++, x += next, y += 4) sum = Block.addOne(sum, v128.load32_splat(x), y, column);
    v128.store(c, sum);
  }
  for (; j < columns; j++, c += 4, s += 4, b += column) {
    let sum = v128.load32_splat(s);
    for (let k = inner, x = a, y = b; k > 0; k--, x += next, y += 4) {
      sum = Fused.multiplyAdd(v128.load32_splat(x), v128.load32_splat(y), sum);
    }
    v128.store32_lane(c, sum, 0);
  }
}
