// The core's Philox against published answers and the host's generator, four counters at a time.
import fc from "fast-check";
import { expect, test } from "vitest";
import { philox } from "../../src/numbers/random.ts";
import { compileForTest } from "../lanes/compile.ts";

const core = await compileForTest("test/random/philox.as.ts");
const COUNTERS = 32768;
const RESULTS = COUNTERS + 128;
const GUARD = 0xdeadbeef;

/** The core's blocks of four counters under one key; fails where it wrote outside of its 64 bytes. */
function coreBlocks(counters: readonly (readonly number[])[], key: readonly number[]): number[][] {
  const memory = new Uint32Array(core.memory.buffer);
  for (let word = 0; word < 4; word++)
    for (let lane = 0; lane < 4; lane++) memory[COUNTERS / 4 + 4 * word + lane] = counters[lane][word];
  memory.fill(GUARD, RESULTS / 4 - 4, RESULTS / 4 + 20);
  core.philoxBlocks(RESULTS, COUNTERS, key[0], key[1]);
  expect([...memory.subarray(RESULTS / 4 - 4, RESULTS / 4)]).toEqual(Array(4).fill(GUARD));
  expect([...memory.subarray(RESULTS / 4 + 16, RESULTS / 4 + 20)]).toEqual(Array(4).fill(GUARD));
  return [0, 1, 2, 3].map((lane) => [0, 1, 2, 3].map((word) => memory[RESULTS / 4 + 4 * word + lane]));
}

function hostBlock(counter: readonly number[], key: readonly number[]): number[] {
  const words = new Uint32Array(4);
  philox(Uint32Array.from(counter), Uint32Array.from(key), words, 0);
  return [...words];
}

// Random123 1.14.0, tests/kat_vectors, philox4x32 with 10 rounds
const answers: readonly (readonly [counter: number[], key: number[], answer: string])[] = [
  [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  [Array(4).fill(0xffffffff), Array(2).fill(0xffffffff), "408f276d 41c83b0e a20bc7c6 6d5451fd"],
  [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], "d16cfe09 94fdcceb 5001e420 24126ea1"],
];

test.each(answers)(
  "the core's Philox4x32-10 of counter %j and key %j is the published %s, in any lane",
  (counter, key, answer) => {
    for (let lane = 0; lane < 4; lane++) {
      const counters = [0, 1, 2, 3].map((other) => (other === lane ? counter : [other, 5, 6, 7]));
      const words = coreBlocks(counters, key)[lane];
      expect(words.map((word) => word.toString(16).padStart(8, "0")).join(" ")).toBe(answer);
    }
  },
);

test("the core's blocks are the host's for any four counters and any key", () => {
  const word = fc.oneof(
    fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1),
  );
  const words = (n: number) => fc.array(word, { minLength: n, maxLength: n });
  fc.assert(
    fc.property(fc.array(words(4), { minLength: 4, maxLength: 4 }), words(2), (counters, key) => {
      expect(coreBlocks(counters, key)).toEqual(counters.map((counter) => hostBlock(counter, key)));
    }),
    { numRuns: 500 },
  );
});

test("each bit of 65,536 words is set half the time, within 5 standard deviations", () => {
  const counts = new Uint32Array(32);
  const words = 2 ** 16;
  for (let i = 0; i < words / 16; i++)
    for (const block of coreBlocks(
      [0, 1, 2, 3].map((lane) => [4 * i + lane, 0, 0, 4]),
      [1, 0],
    ))
      for (const word of block) for (let bit = 0; bit < 32; bit++) counts[bit] += (word >>> bit) & 1;
  for (const count of counts) expect(Math.abs(count - words / 2)).toBeLessThan(5 * Math.sqrt(words / 4));
});
