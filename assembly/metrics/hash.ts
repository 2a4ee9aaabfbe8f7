// A hash of numbers, by which equal is told from changed, and whether all of them are finite.

/** FNV-1a's prime for 64 bits. */
const PRIME: u64 = 0x100000001b3;
const EXPONENT: u32 = 0x7f800000;

/** A running hash, and what else one look at all numbers tells. */
@unmanaged
class Hash {
  low: u32;
  high: u32;
  /** numbers that are not finite */
  notFinite: u32;
}

@unmanaged
class HashOperands {
  /** read and written */
  hash: Hash;
  /** count float32 */
  values: usize;
  count: i32;
}

/**
 * Feeds numbers to a running FNV-1a of 64 bits, a word of 32 bits at a time, in their order:  h ← (h ⊕ bits) · prime  mod 2⁶⁴
 *
 * @see http://www.isthe.com/chongo/tech/comp/fnv/; words instead of bytes, since it need only tell tables apart
 */
export function hashForward(o: HashOperands): void {
  const hash = o.hash;
  let h = ((<u64>hash.high) << 32) | <u64>hash.low;
  let notFinite = hash.notFinite;
  let values = o.values;
  for (let left = o.count; left > 0; left--, values += 4) {
    const bits = load<u32>(values);
    h = (h ^ <u64>bits) * PRIME;
    notFinite += u32((bits & EXPONENT) == EXPONENT);
  }
  hash.low = <u32>h;
  hash.high = <u32>(h >> 32);
  hash.notFinite = notFinite;
}
