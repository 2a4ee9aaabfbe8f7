// A stream's random words, one after the other. Knows no distribution and no purpose.
import { philox4 } from "./philox";

const WORDS = memory.data(64, 16);

/** Words that are computed at a time: four blocks of the generator. */
export const GROUP = 16;

/** Computes words 16 · group … 16 · group + 15 of the stream [seed low, seed high, purpose, index]. */
export function takeGroup(stream: usize, group: u64): void {
  const block = group << 2;
  const low = i32x4.add(i32x4.splat(<i32>block), i32x4(0, 1, 2, 3));
  const high = i32x4.splat(<i32>(block >> 32));
  const purpose = i32x4.splat(load<i32>(stream, 8));
  const index = i32x4.splat(load<i32>(stream, 12));
  philox4(WORDS, low, high, index, purpose, load<u32>(stream), load<u32>(stream, 4));
}

/** Word `at` of the group that was taken last. */
export function wordAt(at: i32): u32 {
  return load<u32>(WORDS + ((<usize>(((at & 3) << 2) + (at >> 2))) << 2));
}
