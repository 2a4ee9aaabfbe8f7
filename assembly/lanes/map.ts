// Applies a formula to each element of a tensor.
//
// A formula is a class with one method over four lanes; the class is a type argument, so that the call is direct and can be inlined. No object is ever made.
// Order: whole vectors of four, then single lanes. A lane never sees its neighbours, so that an element's bits do not depend on its position.
// Nothing is read or written outside the n elements. The result may be one of the operands, but may not overlap one otherwise.

export abstract class Unary {
  abstract of(a: v128): v128;
}

export abstract class Binary {
  abstract of(a: v128, b: v128): v128;
}

/** A unary formula with a parameter p, the same for all elements. */
export abstract class UnaryWith {
  abstract of(a: v128, p: v128): v128;
}

/** A binary formula with a parameter p, the same for all elements. */
export abstract class BinaryWith {
  abstract of(a: v128, b: v128, p: v128): v128;
}

/** yᵢ = F(aᵢ); y[n] is written */
export function map<F extends Unary>(y: usize, a: usize, n: i32): void {
  const f = changetype<F>(0); // never dereferenced: `of` reads no field
  const end = (<usize>n) << 2;
  const whole = end & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) v128.store(y + at, f.of(v128.load(a + at)));
  for (; at < end; at += 4) v128.store32_lane(y + at, f.of(v128.load32_splat(a + at)), 0);
}

/**
 * As `map`, two vectors at a time: for a formula that is inlined by force and whose steps wait for each other.
 * @typeParam T  the same formula, as a call: for the tail
 */
export function mapPairs<F extends Unary, T extends Unary>(y: usize, a: usize, n: i32): void {
  const f = changetype<F>(0);
  const pairs = ((<usize>n) << 2) & ~31;
  for (let at: usize = 0; at < pairs; at += 32) {
    const first = f.of(v128.load(a + at));
    const second = f.of(v128.load(a + at, 16));
    v128.store(y + at, first);
    v128.store(y + at, second, 16);
  }
  map<T>(y + pairs, a + pairs, n - <i32>(pairs >> 2));
}

/** yᵢ = F(aᵢ, bᵢ); y[n] is written */
export function map2<F extends Binary>(y: usize, a: usize, b: usize, n: i32): void {
  const f = changetype<F>(0);
  const end = (<usize>n) << 2;
  const whole = end & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) v128.store(y + at, f.of(v128.load(a + at), v128.load(b + at)));
  for (; at < end; at += 4) {
    v128.store32_lane(y + at, f.of(v128.load32_splat(a + at), v128.load32_splat(b + at)), 0);
  }
}

/** yᵢ = F(aᵢ, p); y[n] is written */
export function mapWith<F extends UnaryWith>(y: usize, a: usize, p: v128, n: i32): void {
  const f = changetype<F>(0);
  const end = (<usize>n) << 2;
  const whole = end & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) v128.store(y + at, f.of(v128.load(a + at), p));
  for (; at < end; at += 4) v128.store32_lane(y + at, f.of(v128.load32_splat(a + at), p), 0);
}

/** yᵢ = F(aᵢ, bᵢ, p); y[n] is written */
export function map2With<F extends BinaryWith>(y: usize, a: usize, b: usize, p: v128, n: i32): void {
  const f = changetype<F>(0);
  const end = (<usize>n) << 2;
  const whole = end & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) v128.store(y + at, f.of(v128.load(a + at), v128.load(b + at), p));
  for (; at < end; at += 4) {
    v128.store32_lane(y + at, f.of(v128.load32_splat(a + at), v128.load32_splat(b + at), p), 0);
  }
}
