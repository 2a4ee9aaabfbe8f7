// Vectors that stand partly outside a tensor: a loop's last turn. Knows no formula.
// With them a formula stands once in a kernel, not once for whole vectors and once for the tail.

/** One to three float32 from `from` on; the lanes beyond repeat the first, so that they cost what it costs. */
function loadSome(from: usize, bytes: usize): v128 {
  let v = v128.load32_splat(from);
  if (bytes > 4) v = v128.load32_lane(from, v, 1, 4);
  if (bytes > 8) v = v128.load32_lane(from, v, 2, 8);
  return v;
}

function storeSome(to: usize, value: v128, bytes: usize): void {
  v128.store32_lane(to, value, 0);
  if (bytes > 4) v128.store32_lane(to, value, 1, 4);
  if (bytes > 8) v128.store32_lane(to, value, 2, 8);
}

/** A vector's loads and stores where `bytes` > 0 are left. Inlined by force: the branch is always taken but in the last turn. */
export class Part {
  @inline static load(from: usize, bytes: usize): v128 {
    return bytes < 16 ? loadSome(from, bytes) : v128.load(from);
  }
  @inline static store(to: usize, value: v128, bytes: usize): void {
    if (bytes < 16) storeSome(to, value, bytes);
    else v128.store(to, value);
  }
}
