// What normalising takes of a row: sums in float64, and rows out of rows.
import { Four, Lanes, One } from "./access";

class Pair {
  @inline static load(from: usize): v128 {
    return f64x2.promote_low_f32x4(v128.load64_zero(from));
  }
}

/** Σ a·b in float64; Σ a where b is address 0. Even elements, odd ones, each ascending; then even + odd, then the last of an odd length. */
export function rowSum(a: usize, b: usize, bytes: usize): f64 {
  const end = a + bytes;
  let sums = f64x2.splat(0);
  for (; a + 8 <= end; a += 8) {
    let x = Pair.load(a);
    if (b) {
      x = f64x2.mul(x, Pair.load(b));
      b += 8;
    }
    sums = f64x2.add(sums, x);
  }
  const sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if (a == end) return sum;
  return sum + <f64>load<f32>(a) * (b ? <f64>load<f32>(b) : 1);
}

function blend<L extends Lanes>(
  to: usize,
  a: usize,
  b: usize,
  c: usize,
  factor: v128,
  slope: v128,
  shift: v128,
  bytes: usize,
): void {
  const lanes = changetype<L>(0);
  const whole = bytes & ~15;
  const end = lanes.width() == 16 ? whole : bytes;
  for (let at: usize = lanes.width() == 16 ? 0 : whole; at < end; at += lanes.width()) {
    let x = lanes.load(a + at);
    if (b) x = f32x4.mul(x, lanes.load(b + at));
    x = f32x4.add(f32x4.mul(x, factor), shift);
    if (c) x = f32x4.add(x, f32x4.mul(lanes.load(c + at), slope));
    lanes.store(to + at, x);
  }
}

/** to = a·b·factor + shift + c·slope; b may be address 0 for 1, c for 0; to may be any of them. */
export function rowBlend(
  to: usize,
  a: usize,
  b: usize,
  c: usize,
  factor: f32,
  slope: f32,
  shift: f32,
  bytes: usize,
): void {
  const f = f32x4.splat(factor);
  const s = f32x4.splat(slope);
  const d = f32x4.splat(shift);
  blend<Four>(to, a, b, c, f, s, d, bytes);
  blend<One>(to, a, b, c, f, s, d, bytes);
}

/** to = a·b + c; b and c as above. */
export function rowMultiplyAdd(to: usize, a: usize, b: usize, c: usize, bytes: usize): void {
  rowBlend(to, a, b, c, 1, 1, 0, bytes);
}
