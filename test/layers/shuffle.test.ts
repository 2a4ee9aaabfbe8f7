// The order of an epoch: the core's is the host's, whole or in pieces.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomScratchBytes } from "../../src/core/kernels.ts";
import { EPOCH_ORDER } from "../../src/numbers/purposes.ts";
import { Stream } from "../../src/numbers/random.ts";
import { cursor, kernelCall, scratch, testCores, uint32 } from "../support/kernel.ts";

const cores = await testCores();
const ascending = (rows: number) => Array.from({ length: rows }, (_, row) => row);

describe.each(cores)("in the %s core", (_, core) => {
  /** The order of `rows` rows, shuffled `piece` places at a time; and the words that it took. */
  function shuffled(rows: number, seed: number, epoch: number, piece: number) {
    let order: ArrayLike<number> = ascending(rows);
    let stream: ArrayLike<number> = [seed % 2 ** 32, Math.floor(seed / 2 ** 32), EPOCH_ORDER, epoch, 0, 0, rows, 0];
    for (let row = 0; row < rows; row += piece) {
      const cells = {
        order: uint32(order),
        stream: uint32(stream),
        scratch: scratch(randomScratchBytes),
        cursor: cursor({ row }),
        count: piece,
      };
      ({ order, stream } = kernelCall(core, "orderShuffle", cells));
    }
    return { order: Array.from(order), taken: stream[4] };
  }

  test.each([1, 2, 3, 4, 5, 16, 17, 18, 100, 1000])("%i rows stand as Stream.permutation puts them", (rows) => {
    const { order } = shuffled(rows, 7, 3, rows);
    expect(order).toEqual(Array.from(new Stream(7, EPOCH_ORDER, 3).permutation(rows)));
  });

  test("pieces of any size give the order of the whole, for any seed and epoch", () => {
    const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    const small = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(seed, fc.integer({ min: 0, max: 2 ** 32 - 1 }), small, small, (own, epoch, rows, piece) => {
        const { order, taken } = shuffled(rows, own, epoch, piece);
        expect(order).toEqual(Array.from(new Stream(own, EPOCH_ORDER, epoch).permutation(rows)));
        expect(taken).toBeGreaterThanOrEqual(rows - 1);
      }),
      { numRuns: 60 },
    );
  });
});
