// A few long vectors side by side: inner products with them, combinations of them.

/** Σ a·b in float64: four chains over the elements 4i … 4i+3, added as (0 + 2) + (1 + 3), then the tail ascending. */
function inner(a: usize, b: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = (<usize>count) << 2;
  const whole = end & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const x = v128.load(a + at);
    const y = v128.load(b + at);
    low = f64x2.add(low, f64x2.mul(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(y)));
    const x2 = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
    high = f64x2.add(high, f64x2.mul(x2, f64x2.promote_low_f32x4(v128.shuffle<f32>(y, y, 2, 3, 2, 3))));
  }
  const sums = f64x2.add(low, high);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (; at < end; at += 4) sum += <f64>load<f32>(a + at) * <f64>load<f32>(b + at);
  return sum;
}

/** Four inner products with the same vector at once, each with the chains and the bits of `inner`. */
function innerFour(coefficients: usize, basis: usize, vector: usize, count: i32): void {
  const end = (<usize>count) << 2;
  const whole = end & ~15;
  const b1 = basis + end;
  const b2 = b1 + end;
  const b3 = b2 + end;
  let low0 = f64x2.splat(0);
  let low1 = f64x2.splat(0);
  let low2 = f64x2.splat(0);
  let low3 = f64x2.splat(0);
  let high0 = f64x2.splat(0);
  let high1 = f64x2.splat(0);
  let high2 = f64x2.splat(0);
  let high3 = f64x2.splat(0);
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const y = v128.load(vector + at);
    const yLow = f64x2.promote_low_f32x4(y);
    const yHigh = f64x2.promote_low_f32x4(v128.shuffle<f32>(y, y, 2, 3, 2, 3));
    const x0 = v128.load(basis + at);
    low0 = f64x2.add(low0, f64x2.mul(f64x2.promote_low_f32x4(x0), yLow));
    high0 = f64x2.add(high0, f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<f32>(x0, x0, 2, 3, 2, 3)), yHigh));
    const x1 = v128.load(b1 + at);
    low1 = f64x2.add(low1, f64x2.mul(f64x2.promote_low_f32x4(x1), yLow));
    high1 = f64x2.add(high1, f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<f32>(x1, x1, 2, 3, 2, 3)), yHigh));
    const x2 = v128.load(b2 + at);
    low2 = f64x2.add(low2, f64x2.mul(f64x2.promote_low_f32x4(x2), yLow));
    high2 = f64x2.add(high2, f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<f32>(x2, x2, 2, 3, 2, 3)), yHigh));
    const x3 = v128.load(b3 + at);
    low3 = f64x2.add(low3, f64x2.mul(f64x2.promote_low_f32x4(x3), yLow));
    high3 = f64x2.add(high3, f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<f32>(x3, x3, 2, 3, 2, 3)), yHigh));
  }
  const sums0 = f64x2.add(low0, high0);
  const sums1 = f64x2.add(low1, high1);
  const sums2 = f64x2.add(low2, high2);
  const sums3 = f64x2.add(low3, high3);
  let sum0 = f64x2.extract_lane(sums0, 0) + f64x2.extract_lane(sums0, 1);
  let sum1 = f64x2.extract_lane(sums1, 0) + f64x2.extract_lane(sums1, 1);
  let sum2 = f64x2.extract_lane(sums2, 0) + f64x2.extract_lane(sums2, 1);
  let sum3 = f64x2.extract_lane(sums3, 0) + f64x2.extract_lane(sums3, 1);
  for (; at < end; at += 4) {
    const y = <f64>load<f32>(vector + at);
    sum0 += <f64>load<f32>(basis + at) * y;
    sum1 += <f64>load<f32>(b1 + at) * y;
    sum2 += <f64>load<f32>(b2 + at) * y;
    sum3 += <f64>load<f32>(b3 + at) * y;
  }
  store<f64>(coefficients, sum0);
  store<f64>(coefficients, sum1, 8);
  store<f64>(coefficients, sum2, 16);
  store<f64>(coefficients, sum3, 24);
}

@unmanaged
class BasisProject {
  /** float64, vectors, written */
  coefficients: usize;
  /** vectors × count */
  basis: usize;
  /** count; may be one of the basis */
  vector: usize;
  vectors: i32;
  count: i32;
}

/** coefficients[i] = ⟨basis[i], vector⟩ in float64. */
export function basisProject(o: BasisProject): void {
  const vector = o.vector;
  const vectors = o.vectors;
  const count = o.count;
  const bytes = (<usize>count) << 2;
  let coefficients = o.coefficients;
  let basis = o.basis;
  let i = 0;
  for (; i + 4 <= vectors; i += 4, coefficients += 32, basis += 4 * bytes)
    innerFour(coefficients, basis, vector, count);
  for (; i < vectors; i++, coefficients += 8, basis += bytes) store<f64>(coefficients, inner(basis, vector, count));
}

/** vector += the sum of four, in their order. */
function addFour(vector: usize, basis: usize, coefficients: usize, end: usize): void {
  const whole = end & ~15;
  const b1 = basis + end;
  const b2 = b1 + end;
  const b3 = b2 + end;
  const f0 = <f32>load<f64>(coefficients);
  const f1 = <f32>load<f64>(coefficients, 8);
  const f2 = <f32>load<f64>(coefficients, 16);
  const f3 = <f32>load<f64>(coefficients, 24);
  let at: usize = 0;
  for (; at < whole; at += 16) {
    let v = f32x4.add(v128.load(vector + at), f32x4.mul(f32x4.splat(f0), v128.load(basis + at)));
    v = f32x4.add(v, f32x4.mul(f32x4.splat(f1), v128.load(b1 + at)));
    v = f32x4.add(v, f32x4.mul(f32x4.splat(f2), v128.load(b2 + at)));
    v128.store(vector + at, f32x4.add(v, f32x4.mul(f32x4.splat(f3), v128.load(b3 + at))));
  }
  for (; at < end; at += 4) {
    let v = load<f32>(vector + at) + f0 * load<f32>(basis + at);
    v += f1 * load<f32>(b1 + at);
    v += f2 * load<f32>(b2 + at);
    store<f32>(vector + at, v + f3 * load<f32>(b3 + at));
  }
}

@unmanaged
class BasisCombine {
  /** count, read and written */
  vector: usize;
  /** vectors × count */
  basis: usize;
  /** float64, vectors */
  coefficients: usize;
  vectors: i32;
  count: i32;
}

/** vector += Σ coefficients[i] · basis[i], i ascending, each product and sum rounded to float32. */
export function basisCombine(o: BasisCombine): void {
  const vector = o.vector;
  const vectors = o.vectors;
  let basis = o.basis;
  let coefficients = o.coefficients;
  const end = (<usize>o.count) << 2;
  const whole = end & ~15;
  let i = 0;
  for (; i + 4 <= vectors; i += 4, coefficients += 32, basis += 4 * end) addFour(vector, basis, coefficients, end);
  for (; i < vectors; i++, coefficients += 8, basis += end) {
    const factor = <f32>load<f64>(coefficients);
    const all = f32x4.splat(factor);
    let at: usize = 0;
    for (; at < whole; at += 16) {
      v128.store(vector + at, f32x4.add(v128.load(vector + at), f32x4.mul(all, v128.load(basis + at))));
    }
    for (; at < end; at += 4) store<f32>(vector + at, load<f32>(vector + at) + factor * load<f32>(basis + at));
  }
}

@unmanaged
class VectorClear {
  /** count, written */
  vector: usize;
  count: i32;
}

/** vector = 0. */
export function vectorClear(o: VectorClear): void {
  memory.fill(o.vector, 0, (<usize>o.count) << 2);
}
