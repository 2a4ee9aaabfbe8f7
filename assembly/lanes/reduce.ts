// One number from many: maximum and sum, in a fixed order.
//        element   0 1 2 3 | 4 5 6 7 | 8 9            element i goes to lane i mod 4, ascending;
//        lane      0 1 2 3 | 0 1 2 3 | 0 1            then (lane 0 + lane 1) + (lane 2 + lane 3)

/** (v₀ + v₁) + (v₂ + v₃) */
export function sumOfLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** The largest of the four; NaN if any is NaN; +0 above −0. */
export function maximumOfLanes(v: v128): f32 {
  return max<f32>(
    max<f32>(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    max<f32>(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

/** Σ aᵢ over a[n] in float32, each lane starting at +0, in the order drawn above. */
export function sum(a: usize, n: i32): f32 {
  const end = a + ((<usize>n) << 2);
  const whole = a + (((<usize>n) << 2) & ~15);
  let lanes = f32x4.splat(0);
  for (; a < whole; a += 16) lanes = f32x4.add(lanes, v128.load(a));
  let rest = f32x4.splat(0);
  if (a < end) rest = v128.load32_lane(a, rest, 0);
  if (a + 4 < end) rest = v128.load32_lane(a + 4, rest, 1);
  if (a + 8 < end) rest = v128.load32_lane(a + 8, rest, 2);
  return sumOfLanes(f32x4.add(lanes, rest));
}

/** max aᵢ over a[n]; NaN if any is NaN; −∞ for n = 0; +0 above −0. */
export function maximum(a: usize, n: i32): f32 {
  const end = a + ((<usize>n) << 2);
  const whole = a + (((<usize>n) << 2) & ~15);
  let lanes = f32x4.splat(-Infinity);
  for (; a < whole; a += 16) lanes = f32x4.max(lanes, v128.load(a));
  for (; a < end; a += 4) lanes = f32x4.max(lanes, v128.load32_splat(a));
  return maximumOfLanes(lanes);
}
