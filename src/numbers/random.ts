// Philox4x32-10, the counter-based generator, and streams of random numbers drawn from it.
import { OptionError } from "../core/errors.ts";

/** The upper 32 bits of a·b, in halves of 16 bits, since a product of 64 bits does not fit a float64. */
function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) >>> 0;
  const other = (Math.imul(aLow, bHigh) + (middle & 0xffff)) >>> 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (other >>> 16)) >>> 0;
}

/**
 * One block of Philox4x32-10: four random words from a counter of four words and a key of two.
 *
 *   ┌ counter ─ word 0 ──────────── word 1 ───────────── word 2 ─ word 3 ──┐  ┌ key ─ word 0 ─── word 1 ────┐
 *   │  running index, low   running index, high   index    purpose         │  │   seed, low    seed, high   │
 *   └──────────────────────────────────────────────────────────────────────┘  └─────────────────────────────┘
 *   each of 10 rounds:  (c₀, c₁, c₂, c₃) ← (high(M₁c₂) ⊕ c₁ ⊕ k₀, low(M₁c₂), high(M₀c₀) ⊕ c₃ ⊕ k₁, low(M₀c₀))
 *   between rounds:     (k₀, k₁) ← (k₀ + W₀, k₁ + W₁)  mod 2³²
 *
 * Writes out[at … at + 3]; makes no garbage. The boxes show how `Stream` and the core fill counter and key.
 * @see Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3, doi:10.1145/2063384.2063405
 */
export function philox(counter: Uint32Array, key: Uint32Array, out: Uint32Array, at: number): void {
  let c0 = counter[0] | 0;
  let c1 = counter[1] | 0;
  let c2 = counter[2] | 0;
  let c3 = counter[3] | 0;
  let k0 = key[0] | 0;
  let k1 = key[1] | 0;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0);
    const high1 = multiplyHigh(0xcd9e8d57, c2);
    const low0 = Math.imul(0xd2511f53, c0);
    const low1 = Math.imul(0xcd9e8d57, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0; // 2³²·(golden ratio − 1)
    k1 = (k1 + 0xbb67ae85) | 0; // 2³²·(√3 − 1)
  }
  out[at] = c0;
  out[at + 1] = c1;
  out[at + 2] = c2;
  out[at + 3] = c3;
}

const isWord = (value: number) => Number.isInteger(value) && value >= 0 && value < 2 ** 32;

/**
 * A stream of random numbers, the same on every engine; each (seed, purpose, index) has its own, independent of the others.
 *
 * @param seed     a whole number in [0, 2⁵³)
 * @param purpose  what the stream is for, a 32-bit word: one of purposes.ts
 * @param index    which of the purpose's streams (layer, epoch, …), a 32-bit word; default 0
 * @throws {OptionError} when one of them lies outside its range
 * @example const order = new Stream(1, EPOCH_ORDER, epoch).permutation(rows);
 */
export class Stream {
  readonly #counter: Uint32Array;
  readonly #key: Uint32Array;
  readonly #block = new Uint32Array(4);
  #taken = 4;

  constructor(seed: number, purpose: number, index = 0) {
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new OptionError({ where: "seed", received: seed, expected: "a whole number in [0, 2⁵³)" });
    if (!isWord(purpose))
      throw new OptionError({ where: "random purpose", received: purpose, expected: "a whole number in [0, 2³²)" });
    if (!isWord(index))
      throw new OptionError({ where: "random index", received: index, expected: "a whole number in [0, 2³²)" });
    this.#counter = Uint32Array.of(0, 0, index, purpose);
    this.#key = Uint32Array.of(seed % 2 ** 32, Math.floor(seed / 2 ** 32));
  }

  /** Leaves out the next `blocks` blocks of four words, each two uniform numbers; only where a block begins. */
  skip(blocks: number): void {
    const counter = this.#counter;
    const next = counter[0] + counter[1] * 2 ** 32 + blocks;
    counter[0] = next % 2 ** 32;
    counter[1] = Math.floor(next / 2 ** 32);
  }

  /** The next 32 random bits, a whole number in [0, 2³²). */
  uint32(): number {
    if (this.#taken === 4) {
      const counter = this.#counter;
      philox(counter, this.#key, this.#block, 0);
      counter[0] += 1;
      if (counter[0] === 0) counter[1] += 1;
      this.#taken = 0;
    }
    return this.#block[this.#taken++];
  }

  /** Uniform on [0, 1) in steps of 2⁻⁵³: the upper 27 bits of one word, then the upper 26 of the next. */
  uniform(): number {
    const upper = this.uint32() >>> 5;
    return (upper * 2 ** 26 + (this.uint32() >>> 6)) * 2 ** -53;
  }

  /**
   * A whole number in [0, n), every one equally likely.
   *
   *   (high, low) = n·word      taken again while low < 2³² mod n      → high
   *
   * @param n  a whole number in [1, 2³²]
   * @see Lemire 2019, Fast random integer generation in an interval, arXiv:1805.10941
   */
  below(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32)
      throw new OptionError({ where: "below", received: n, expected: "a whole number in [1, 2³²]" });
    return n === 2 ** 32 ? this.uint32() : this.#below(n);
  }

  /** `below` without a look at n, which is at most 2³² − 1. */
  #below(n: number): number {
    let word = this.uint32();
    if (Math.imul(word, n) >>> 0 < n) {
      const biased = (2 ** 32 - n) % n;
      while (Math.imul(word, n) >>> 0 < biased) word = this.uint32();
    }
    return multiplyHigh(word, n);
  }

  /**
   * Puts `array` into a random order, every order equally likely. Long arrays may be shuffled in stretches, each from the place
   * where the one before it ended, down to 0.
   * @see Knuth, The Art of Computer Programming 2, section 3.4.2, algorithm P (Fisher & Yates)
   */
  shuffle(array: Uint32Array, from = array.length - 1, to = 0): Uint32Array {
    for (let last = from; last > to; last--) {
      const chosen = this.#below(last + 1);
      const moved = array[last];
      array[last] = array[chosen];
      array[chosen] = moved;
    }
    return array;
  }

  /** The numbers 0 … n − 1 in a random order. */
  permutation(n: number): Uint32Array {
    const array = new Uint32Array(n);
    for (let row = 0; row < n; row++) array[row] = row;
    return this.shuffle(array);
  }
}
