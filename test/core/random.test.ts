// random.ts against published answers, its counter layout, and the statistics of fixed seeds.
import fc from "fast-check";
import { expect, test } from "vitest";
import { NormalStream } from "../../src/numbers/normalStream.ts";
import { DATASET, DROPOUT, EPOCH_ORDER, INITIAL_WEIGHTS, SPLIT } from "../../src/numbers/purposes.ts";
import { philox, Stream } from "../../src/numbers/random.ts";

const block = (counter: readonly number[], key: readonly number[]): string[] => {
  const out = new Uint32Array(6).fill(7);
  philox(Uint32Array.from(counter), Uint32Array.from(key), out, 1);
  expect([out[0], out[5]]).toEqual([7, 7]);
  return Array.from(out.subarray(1, 5), (word) => word.toString(16).padStart(8, "0"));
};

/** χ² of counts that should be equal. */
const chiSquare = (counts: ArrayLike<number>): number => {
  const values = Array.from(counts);
  const mean = values.reduce((a, b) => a + b) / values.length;
  return values.reduce((total, count) => total + (count - mean) ** 2 / mean, 0);
};

test("Philox4x32-10 gives the three known answers of its authors", () => {
  expect(block([0, 0, 0, 0], [0, 0])).toEqual(["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]);
  expect(block(Array(4).fill(0xffffffff), Array(2).fill(0xffffffff))).toEqual([
    ..."408f276d 41c83b0e a20bc7c6 6d5451fd".split(" "),
  ]);
  expect(block([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
    ..."d16cfe09 94fdcceb 5001e420 24126ea1".split(" "),
  ]);
});

test("a stream counts in words 0 and 1, with the index in word 2, the purpose in word 3 and the seed as key", () => {
  const seed = 0x12345 * 2 ** 32 + 0x89abcdef;
  const stream = new Stream(seed, DROPOUT, 77);
  const words = Array.from({ length: 12 }, () => stream.uint32().toString(16).padStart(8, "0"));
  expect(words).toEqual([0, 1, 2].flatMap((i) => block([i, 0, 77, DROPOUT], [0x89abcdef, 0x12345])));
});

test("uniform takes 27 bits of one word and 26 of the next", () => {
  const words = new Stream(5, DATASET);
  const stream = new Stream(5, DATASET);
  for (let i = 0; i < 100; i++) {
    const [a, b] = [words.uint32(), words.uint32()];
    expect(stream.uniform()).toBe((Math.floor(a / 32) * 2 ** 26 + Math.floor(b / 64)) / 2 ** 53);
  }
});

test("uniform lies in [0, 1) with mean ½ and variance ¹⁄₁₂ within four standard errors over 200,000 numbers", () => {
  const stream = new Stream(1, DATASET);
  const n = 200000;
  const values = Float64Array.from({ length: n }, () => stream.uniform());
  const mean = values.reduce((a, b) => a + b) / n;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
  expect(values.every((u) => u >= 0 && u < 1)).toBe(true);
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n));
});

test("normal has mean 0, variance 1, skewness 0 and kurtosis 3 within four standard errors over 200,000 numbers", () => {
  const stream = new NormalStream(1, INITIAL_WEIGHTS);
  const n = 200000;
  const values = Float64Array.from({ length: n }, () => stream.normal());
  const moment = (p: number) => values.reduce((a, z) => a + z ** p, 0) / n;
  expect(Math.abs(moment(1))).toBeLessThan(4 * Math.sqrt(1 / n));
  expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / n));
  expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  const beyond = values.filter((z) => Math.abs(z) > 2).length / n; // a truncated normal has none
  expect(Math.abs(beyond - 0.0455)).toBeLessThan(4 * Math.sqrt(0.0455 / n));
});

test("below(10) and below(1,000) stay below the 99.9 % point of χ² over 100,000 numbers", () => {
  for (const [n, limit] of [
    [10, 27.9],
    [1000, 1143.9],
  ]) {
    const stream = new Stream(2, SPLIT);
    const counts = new Uint32Array(n);
    for (let i = 0; i < 100000; i++) counts[stream.below(n)]++;
    expect(chiSquare(counts)).toBeLessThan(limit);
  }
});

test("below is unbiased where 2³² mod n is large: n = 3·2³⁰ gives each remainder of 3 equally often", () => {
  const stream = new Stream(3, SPLIT);
  const counts = new Uint32Array(3);
  for (let i = 0; i < 60000; i++) counts[stream.below(3 * 2 ** 30) % 3]++;
  expect(chiSquare(counts)).toBeLessThan(13.8); // without the rejection: 7,500 and more
});

test("below(1) is 0 and below(2³²) is the word itself", () => {
  expect(new Stream(1, SPLIT).below(1)).toBe(0);
  expect(new Stream(1, SPLIT).below(2 ** 32)).toBe(new Stream(1, SPLIT).uint32());
});

test("the six orders of three rows are equally likely over 60,000 permutations", () => {
  const stream = new Stream(4, EPOCH_ORDER);
  const counts = new Map<string, number>();
  for (let i = 0; i < 60000; i++) {
    const order = stream.permutation(3).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  expect(chiSquare([...counts.values()])).toBeLessThan(20.5);
});

test("a permutation holds each row exactly once, for any number of rows and any seed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), fc.maxSafeNat(), fc.nat(), (n, seed, index) => {
      const order = new Stream(seed, EPOCH_ORDER, index).permutation(n);
      expect(order).toHaveLength(n);
      expect(order.toSorted()).toEqual(Uint32Array.from({ length: n }, (_, i) => i));
    }),
  );
});

test("below stays in [0, n) for any n and seed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 32 }), fc.maxSafeNat(), (n, seed) => {
      const value = new Stream(seed, SPLIT).below(n);
      expect(Number.isInteger(value) && value >= 0 && value < n).toBe(true);
    }),
  );
});

test("equal arguments give equal streams; another seed, purpose or index gives another", () => {
  const first = (seed: number, purpose: number, index?: number) =>
    new Stream(seed, purpose, index).permutation(50).join();
  const one = first(1, SPLIT, 0);
  expect(first(1, SPLIT)).toBe(one);
  const others = [first(2, SPLIT), first(1 + 2 ** 32, SPLIT), first(1, DATASET), first(1, SPLIT, 1)];
  expect(new Set([one, ...others]).size).toBe(5);
});

test("a stream's words, uniform and normal numbers and orders are the published ones", () => {
  const stream = new NormalStream(1, INITIAL_WEIGHTS);
  expect([stream.uint32(), stream.uniform(), stream.normal(), stream.normal(), stream.below(1000)]).toEqual([
    310111809, 0.11725548120786788, -0.15043802974223233, -0.24264741757576905, 942,
  ]);
  expect(Array.from(new Stream(1, EPOCH_ORDER).permutation(10))).toEqual([6, 7, 0, 4, 5, 9, 8, 2, 3, 1]);
});

test("a seed, purpose, index or bound outside its range throws and names it", () => {
  expect(() => new Stream(-1, SPLIT)).toThrow("seed: got -1, expected a whole number in [0, 2⁵³).");
  expect(() => new Stream(0.5, SPLIT)).toThrow("seed: got 0.5");
  expect(() => new Stream(2 ** 53, SPLIT)).toThrow("seed: got 9007199254740992");
  expect(() => new Stream(Number.NaN, SPLIT)).toThrow("seed: got NaN");
  expect(() => new Stream(1, 2 ** 32)).toThrow("random purpose: got 4294967296");
  expect(() => new Stream(1, SPLIT, -1)).toThrow("random index: got -1, expected a whole number in [0, 2³²).");
  for (const n of [0, -3, 1.5, 2 ** 32 + 1])
    expect(() => new Stream(1, SPLIT).below(n)).toThrow("expected a whole number in [1, 2³²]");
});
