// FNV-1a, 64 bits: one short text that two equal vectors of weights share. Knows no network.

const PRIME_LOW = 0x1b3; // the prime is 2⁴⁰ + 0x1b3

/**
 * FNV-1a 64 over the values' little-endian float32 bytes, as 16 hex digits. A NaN counts as 0x7fc00000, since engines keep
 * different bits in it.
 * @see http://www.isthe.com/chongo/tech/comp/fnv/ (offset basis cbf29ce484222325)
 */
export function fingerprint(values: ArrayLike<number>): string {
  const float = new Float32Array(1);
  const word = new Uint32Array(float.buffer);
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let i = 0; i < values.length; i++) {
    float[0] = values[i];
    const bits = float[0] === float[0] ? word[0] : 0x7fc00000;
    for (let shift = 0; shift < 32; shift += 8) {
      low = (low ^ ((bits >>> shift) & 255)) >>> 0;
      // (high, low) × prime mod 2⁶⁴: low · 2⁴⁰ reaches only the upper word, as low << 8
      const product = low * PRIME_LOW;
      high = (Math.imul(high, PRIME_LOW) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
      low = product >>> 0;
    }
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}
