// The machine's own limit in float32 with multiply-add in one instruction: twelve independent chains.

/** `turns` × 12 of s ← s·x + x by relaxed_madd: 96 flops a turn. */
export function relaxed(turns: i32, factor: f32): f32 {
  const x = f32x4.splat(factor);
  let a = f32x4.splat(1);
  let b = f32x4.add(a, x);
  let c = f32x4.add(b, x);
  let d = f32x4.add(c, x);
  let e = f32x4.add(d, x);
  let f = f32x4.add(e, x);
  let g = f32x4.add(f, x);
  let h = f32x4.add(g, x);
  let i = f32x4.add(h, x);
  let j = f32x4.add(i, x);
  let k = f32x4.add(j, x);
  let l = f32x4.add(k, x);
  for (; turns > 0; turns--) {
    a = f32x4.relaxed_madd(a, x, x);
    b = f32x4.relaxed_madd(b, x, x);
    c = f32x4.relaxed_madd(c, x, x);
    d = f32x4.relaxed_madd(d, x, x);
    e = f32x4.relaxed_madd(e, x, x);
    f = f32x4.relaxed_madd(f, x, x);
    g = f32x4.relaxed_madd(g, x, x);
    h = f32x4.relaxed_madd(h, x, x);
    i = f32x4.relaxed_madd(i, x, x);
    j = f32x4.relaxed_madd(j, x, x);
    k = f32x4.relaxed_madd(k, x, x);
    l = f32x4.relaxed_madd(l, x, x);
  }
  const low = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f));
  const high = f32x4.add(f32x4.add(f32x4.add(g, h), f32x4.add(i, j)), f32x4.add(k, l));
  return f32x4.extract_lane(f32x4.add(low, high), 0);
}
