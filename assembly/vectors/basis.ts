// A few long vectors side by side: inner products with them, combinations of them. Knows no curvature.

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

/**
 * coefficients[i] = ⟨basis[i], vector⟩ in float64.
 *
 * @param coefficients  float64, vectors, written
 * @param basis         vectors × count
 * @param vector        count
 */
export function basisProject(coefficients: usize, basis: usize, vector: usize, vectors: i32, count: i32): void {
  for (let i = 0; i < vectors; i++, coefficients += 8, basis += (<usize>count) << 2) {
    store<f64>(coefficients, inner(basis, vector, count));
  }
}

/**
 * vector += Σ coefficients[i] · basis[i], i ascending, each product and sum rounded to float32.
 *
 * @param vector        count, read and written
 * @param basis         vectors × count
 * @param coefficients  float64, vectors
 */
export function basisCombine(vector: usize, basis: usize, coefficients: usize, vectors: i32, count: i32): void {
  const end = (<usize>count) << 2;
  const whole = end & ~15;
  for (let i = 0; i < vectors; i++, coefficients += 8, basis += end) {
    const factor = <f32>load<f64>(coefficients);
    const all = f32x4.splat(factor);
    let at: usize = 0;
    for (; at < whole; at += 16) {
      v128.store(vector + at, f32x4.add(v128.load(vector + at), f32x4.mul(all, v128.load(basis + at))));
    }
    for (; at < end; at += 4) store<f32>(vector + at, load<f32>(vector + at) + factor * load<f32>(basis + at));
  }
}

/** vector = 0. */
export function vectorClear(vector: usize, count: i32): void {
  memory.fill(vector, 0, (<usize>count) << 2);
}
