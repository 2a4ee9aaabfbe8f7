// Sums of many float32 vectors in float64: a sum over many rows is folded into them group by group.

@unmanaged
class TotalsAdd {
  /** float64, count, read and written */
  totals: usize;
  /** count, read and written */
  vector: usize;
  count: i32;
}

/** totals += vector, vector = 0. */
export function totalsAdd(o: TotalsAdd): void {
  const totals = o.totals;
  const vector = o.vector;
  const end = (<usize>o.count) << 2;
  const whole = end & ~15;
  let at: usize = 0;
  const zero = i32x4.splat(0);
  for (; at < whole; at += 16) {
    const v = v128.load(vector + at);
    v128.store(vector + at, zero);
    const to = totals + 2 * at;
    v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(v)));
    v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3))), 16);
  }
  for (; at < end; at += 4) {
    store<f64>(totals + 2 * at, load<f64>(totals + 2 * at) + <f64>load<f32>(vector + at));
    store<f32>(vector + at, 0);
  }
}

@unmanaged
class TotalsRound {
  /** count, written */
  vector: usize;
  /** float64, count */
  totals: usize;
  count: i32;
}

/** vector = totals, each rounded to float32. */
export function totalsRound(o: TotalsRound): void {
  const vector = o.vector;
  const totals = o.totals;
  const end = (<usize>o.count) << 2;
  const whole = end & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const low = f32x4.demote_f64x2_zero(v128.load(totals + 2 * at));
    const high = f32x4.demote_f64x2_zero(v128.load(totals + 2 * at, 16));
    v128.store(vector + at, v128.shuffle<f32>(low, high, 0, 1, 4, 5));
  }
  for (; at < end; at += 4) store<f32>(vector + at, <f32>load<f64>(totals + 2 * at));
}
