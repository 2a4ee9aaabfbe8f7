// The one to three float32 that are left behind whole vectors, as one vector. Knows no formula.
// Where a formula is dear, one vector costs a third of three single lanes; nothing outside is read or written.

/** The first `count` numbers from `from` on, 0 behind them; count is 1, 2 or 3. */
export function loadTail(from: usize, count: i32): v128 {
  if (count == 1) return v128.load32_zero(from);
  const two = v128.load64_zero(from);
  return count == 2 ? two : v128.load32_lane(from + 8, two, 2);
}

/** Writes the first `count` numbers; count is 1, 2 or 3. */
export function storeTail(to: usize, values: v128, count: i32): void {
  if (count == 1) {
    v128.store32_lane(to, values, 0);
    return;
  }
  v128.store64_lane(to, values, 0);
  if (count == 3) v128.store32_lane(to + 8, values, 2);
}
