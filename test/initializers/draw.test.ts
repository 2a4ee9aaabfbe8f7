// Weights drawn by the core against the host's stream, bit for bit.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomScratchBytes } from "../../src/core/kernels.ts";
import { NormalStream } from "../../src/numbers/normalStream.ts";
import { INITIAL_WEIGHTS } from "../../src/numbers/purposes.ts";
import { cursor, float32, float64, kernelCall, scratch, testCores, uint32 } from "../support/kernel.ts";

const [[, wasm], [, reference]] = await testCores();

const kernels = [
  ["gaussianDraw", (stream: NormalStream, factor: number) => factor * stream.normal()],
  ["uniformDraw", (stream: NormalStream, factor: number) => factor * (2 * stream.uniform() - 1)],
] as const;

interface Place {
  readonly seed: number;
  readonly index: number;
  readonly factor: number;
  /** even */
  readonly row: number;
  readonly count: number;
}

function drawn(core: typeof wasm, kernel: (typeof kernels)[number][0], { seed, index, factor, row, count }: Place) {
  const { weights } = kernelCall(core, kernel, {
    weights: float32(new Float32Array(row + count).fill(7)),
    stream: uint32([seed % 2 ** 32, Math.floor(seed / 2 ** 32), INITIAL_WEIGHTS, index]),
    factor: float64([factor]),
    scratch: scratch(randomScratchBytes),
    cursor: cursor({ row }),
    count,
  });
  return weights;
}

function defined(number: (typeof kernels)[number][1], { seed, index, factor, row, count }: Place): Float64Array {
  const stream = new NormalStream(seed, INITIAL_WEIGHTS, index);
  const numbers = Float64Array.from({ length: row + count }, () => number(stream, factor));
  return numbers.fill(7, 0, row);
}

const places = fc.record({
  seed: fc.oneof(fc.nat({ max: 1000 }), fc.maxSafeNat()),
  index: fc.nat({ max: 2 ** 32 - 1 }),
  factor: fc.double({ min: 1e-30, max: 1e3, noNaN: true }),
  row: fc.nat({ max: 20 }).map((n) => 2 * n),
  count: fc.nat({ max: 40 }),
});
const words = (values: ArrayLike<number>) => [...new Uint32Array(Float32Array.from(values).buffer)];

describe.each(kernels)("%s", (kernel, number) => {
  test.each([1, 2, 3, 4, 5, 7, 8, 9, 17, 2048])(
    "draws %i numbers with the bits of the host's stream, and writes no other",
    (count) => {
      const place = { seed: 2 ** 53 - 1, index: 3, factor: 0.05, row: 0, count };
      expect(words(drawn(wasm, kernel, place))).toEqual(words(defined(number, place)));
    },
  );

  test("has the stream's bits for any seed, layer, factor and piece", () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(words(drawn(wasm, kernel, place))).toEqual(words(defined(number, place)));
      }),
      { numRuns: 300 },
    );
  });

  test("has them over 200,000 numbers of one stream", () => {
    const place = { seed: 11, index: 0, factor: 1, row: 0, count: 200_000 };
    expect(words(drawn(wasm, kernel, place))).toEqual(words(defined(number, place)));
  });

  test("is the stream itself in float64 on the reference", () => {
    fc.assert(
      fc.property(places, (place) => {
        expect([...drawn(reference, kernel, place)]).toEqual([...defined(number, place)]);
      }),
    );
  });
});
