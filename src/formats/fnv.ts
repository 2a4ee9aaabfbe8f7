// Short hashes that tell equal from changed: FNV-1a, 64 bits.

const PRIME_LOW = 0x1b3; // the prime is 2⁴⁰ + 0x1b3

/**
 * FNV-1a with 64 bits, fed piece by piece.
 * @see http://www.isthe.com/chongo/tech/comp/fnv/ (offset basis cbf29ce484222325)
 */
export class Fnv {
  #high = 0xcbf29ce4;
  #low = 0x84222325;

  add(byte: number): void {
    const low = (this.#low ^ byte) >>> 0;
    // (high, low) × prime mod 2⁶⁴: low · 2⁴⁰ reaches only the upper word, as low << 8
    const product = low * PRIME_LOW;
    this.#high = (Math.imul(this.#high, PRIME_LOW) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    this.#low = product >>> 0;
  }

  bytes(values: Uint8Array): this {
    for (let i = 0; i < values.length; i++) this.add(values[i]);
    return this;
  }

  text(value: string): this {
    return this.bytes(new TextEncoder().encode(value));
  }

  /** 16 hex digits. */
  digest(): string {
    return this.#high.toString(16).padStart(8, "0") + this.#low.toString(16).padStart(8, "0");
  }
}

/** FNV-1a 64 over the vectors' little-endian float32 bytes, one after another, as 16 hex digits; a NaN counts as 0x7fc00000. */
export function fingerprint(...vectors: readonly ArrayLike<number>[]): string {
  const hash = new Fnv();
  const float = new Float32Array(1);
  const word = new Uint32Array(float.buffer);
  for (const values of vectors) {
    for (let i = 0; i < values.length; i++) {
      float[0] = values[i];
      const bits = float[0] === float[0] ? word[0] : 0x7fc00000;
      for (let shift = 0; shift < 32; shift += 8) hash.add((bits >>> shift) & 255);
    }
  }
  return hash.digest();
}
