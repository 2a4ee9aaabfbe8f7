// Short hashes that tell equal from changed: FNV-1a, 64 bits.

const PRIME_LOW = 0x1b3; // the prime is 2⁴⁰ + 0x1b3

/**
 * FNV-1a with 64 bits, fed piece by piece.
 * @see http://www.isthe.com/chongo/tech/comp/fnv/ (offset basis cbf29ce484222325)
 */
export class Fnv {
  #high = 0xcbf29ce4 | 0;
  #low = 0x84222325 | 0;

  /** In 32-bit integers alone, kept in local variables: faster as numbers in fields. */
  bytes(values: Uint8Array): this {
    let high = this.#high;
    let low = this.#low;
    for (let i = 0; i < values.length; i++) {
      low ^= values[i];
      // (high, low) × prime mod 2⁶⁴, low in halves of 16 bits: low · 2⁴⁰ reaches only the upper word, as low << 8
      const right = Math.imul(low & 0xffff, PRIME_LOW);
      const left = Math.imul(low >>> 16, PRIME_LOW) + (right >>> 16);
      high = (Math.imul(high, PRIME_LOW) + (left >>> 16) + (low << 8)) | 0;
      low = (left << 16) | (right & 0xffff);
    }
    this.#high = high;
    this.#low = low;
    return this;
  }

  text(value: string): this {
    return this.bytes(new TextEncoder().encode(value));
  }

  /** 16 hex digits. */
  digest(): string {
    return [this.#high, this.#low].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }
}

/** FNV-1a 64 over the vectors' little-endian float32 bytes, one after another, as 16 hex digits; a NaN counts as 0x7fc00000. */
export function fingerprint(...vectors: readonly ArrayLike<number>[]): string {
  const hash = new Fnv();
  for (const values of vectors) {
    const floats = new Float32Array(values);
    const words = new Uint32Array(floats.buffer);
    for (let i = 0; i < words.length; i++) if (floats[i] !== floats[i]) words[i] = 0x7fc00000;
    hash.bytes(new Uint8Array(words.buffer));
  }
  return hash.digest();
}
