// Philox4x32-10, four counters at a time: random words that depend on nothing but their counter and key.
// Source: Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3, section 3.3. src/numbers/random.ts is the
// same generator for the host; both are held to the published known answers.

const MULTIPLIER_0: i32 = 0xd2511f53;
const MULTIPLIER_1: i32 = 0xcd9e8d57;
const WEYL_0: u32 = 0x9e3779b9; // the golden ratio
const WEYL_1: u32 = 0xbb67ae85; // √3 − 1

/** The upper words of four 32 × 32-bit products. */
function high(low2: v128, high2: v128): v128 {
  return v128.shuffle<i32>(low2, high2, 1, 3, 5, 7);
}

/** The lower words. */
function low(low2: v128, high2: v128): v128 {
  return v128.shuffle<i32>(low2, high2, 0, 2, 4, 6);
}

/**
 * Four blocks of four words. Lane j of the operands is counter j; word w of block j is stored as number 4w + j.
 *
 * @param to  64 bytes, written
 */
export function philox4(
  to: usize,
  counter0: v128,
  counter1: v128,
  counter2: v128,
  counter3: v128,
  key0: u32,
  key1: u32,
): void {
  const m0 = i32x4.splat(MULTIPLIER_0);
  const m1 = i32x4.splat(MULTIPLIER_1);
  let c0 = counter0;
  let c1 = counter1;
  let c2 = counter2;
  let c3 = counter3;
  let k0 = key0;
  let k1 = key1;
  for (let round = 0; round < 10; round++) {
    const low0 = i64x2.extmul_low_i32x4_u(c0, m0);
    const high0 = i64x2.extmul_high_i32x4_u(c0, m0);
    const low1 = i64x2.extmul_low_i32x4_u(c2, m1);
    const high1 = i64x2.extmul_high_i32x4_u(c2, m1);
    c0 = v128.xor(v128.xor(high(low1, high1), c1), i32x4.splat(k0));
    c2 = v128.xor(v128.xor(high(low0, high0), c3), i32x4.splat(k1));
    c1 = low(low1, high1);
    c3 = low(low0, high0);
    k0 += WEYL_0;
    k1 += WEYL_1;
  }
  v128.store(to, c0);
  v128.store(to, c1, 16);
  v128.store(to, c2, 32);
  v128.store(to, c3, 48);
}
