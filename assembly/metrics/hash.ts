// A hash of numbers, by which equal is told from changed, and whether all of them are finite. Knows no table.

/** FNV-1a's prime for 64 bits. */
const PRIME: u64 = 0x100000001b3;
const EXPONENT: u32 = 0x7f800000;

/**
 * Feeds numbers to a running FNV-1a of 64 bits, a word of 32 bits at a time, in their order:  h ← (h ⊕ bits) · prime  mod 2⁶⁴
 *
 * @param hash    two words, the lower one first, and the count of numbers that are not finite; read and written
 * @param values  count float32
 * @see http://www.isthe.com/chongo/tech/comp/fnv/; words instead of bytes, since it need only tell tables apart
 */
export function hashForward(hash: usize, values: usize, count: i32): void {
  let h = load<u64>(hash);
  let bad = load<u32>(hash, 8);
  for (let i = 0; i < count; i++, values += 4) {
    const bits = load<u32>(values);
    h = (h ^ <u64>bits) * PRIME;
    bad += u32((bits & EXPONENT) == EXPONENT);
  }
  store<u64>(hash, h);
  store<u32>(hash, bad, 8);
}
