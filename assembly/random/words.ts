// A stream's random words, one after the other.
import { RandomStream } from "../operands/random";
import { philox4 } from "./philox";

/** Words that are computed at a time: four blocks of the generator. */
export const GROUP = 16;

/** Writes words 16 · group … 16 · group + 15 of the stream to `words`, 64 bytes. */
export function takeGroup(words: usize, stream: RandomStream, group: u64): void {
  const block = group << 2;
  const low = i32x4.add(i32x4.splat(<i32>block), i32x4(0, 1, 2, 3));
  const high = i32x4.splat(<i32>(block >> 32));
  const purpose = i32x4.splat(stream.purpose);
  const index = i32x4.splat(stream.index);
  philox4(words, low, high, index, purpose, stream.seedLow, stream.seedHigh);
}

/** Word `at` of the group that was written to `words`. */
export function wordAt(words: usize, at: i32): u32 {
  return load<u32>(words + ((<usize>(((at & 3) << 2) + (at >> 2))) << 2));
}
