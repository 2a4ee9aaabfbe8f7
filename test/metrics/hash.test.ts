// The hash of a table: equal on both cores, the published FNV-1a of its words, and counting what is not finite.
import { describe, expect, test } from "vitest";
import { float32, kernelCall, testCores, uint32 } from "../support/kernel.ts";
import { noise } from "../support/numbers.ts";

const cores = await testCores();
const BASIS = [0x84222325, 0xcbf29ce4];

describe.each(cores)("in the %s core", (_, core) => {
  const hashed = (values: ArrayLike<number>, begin: readonly number[] = [...BASIS, 0]) =>
    Array.from(
      kernelCall(core, "hashForward", { hash: uint32(begin), values: float32(values), count: values.length }).hash,
    );

  test.each([1, 3, 4, 5, 17])("it is FNV-1a over the words of %i numbers", (count) => {
    const values = Float32Array.from(noise(count, count));
    let h = 0xcbf29ce484222325n;
    for (const word of new Uint32Array(values.buffer)) h = BigInt.asUintN(64, (h ^ BigInt(word)) * 0x100000001b3n);
    expect(hashed(values)).toEqual([Number(h & 0xffffffffn), Number(h >> 32n), 0]);
  });

  test("it goes on from what stands there: two parts hash as the whole", () => {
    const values = Float32Array.from(noise(20, 3));
    expect(hashed(values.slice(7), hashed(values.slice(0, 7)))).toEqual(hashed(values));
  });

  test("0 and −0 differ, and so do numbers that change places", () => {
    expect(hashed([0])).not.toEqual(hashed([-0]));
    expect(hashed([1, 2])).not.toEqual(hashed([2, 1]));
  });

  test("NaN and ±∞ are counted, and nothing else", () => {
    const values = [Number.NaN, 1, Number.POSITIVE_INFINITY, -3.4e38, Number.NEGATIVE_INFINITY, 1e-45, 0];
    expect(hashed(values, [...BASIS, 2])[2]).toBe(5);
  });
});
