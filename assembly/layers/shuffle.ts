// Puts the rows of an epoch into a random order. Knows no data.
import { CURSOR_ROW } from "../abi";
import { GROUP, takeGroup, wordAt } from "../random/words";

/**
 * Goes on shuffling: from place rows − 1 − row, row being the cursor's, `count` places downwards, at most to place 0, each changes places with
 * one of those up to itself. The same order as `Stream.shuffle` of src/core/random.ts gives.
 *
 *   (high, low) = (last + 1) · word, taken again while low < 2³² mod (last + 1)      order[last] ↔ order[high]
 *
 * Sources: Knuth, The Art of Computer Programming 2, section 3.4.2, algorithm P; Lemire 2019, Fast random integer generation in an interval.
 *
 * @param order   uint32, rows, read and written
 * @param stream  uint32 [seed low, seed high, purpose, index, words taken so far, 0, rows]; the words taken are written
 * @param cursor  where the run is
 */
export function orderShuffle(order: usize, stream: usize, cursor: usize, count: i32): void {
  let last = <i32>load<u32>(stream, 24) - 1 - load<i32>(cursor + CURSOR_ROW);
  const end = max(0, last - count);
  let group = load<u64>(stream, 16) / GROUP;
  let at = <i32>(load<u64>(stream, 16) % GROUP);
  takeGroup(stream, group);
  while (last > end) {
    const n = <u32>(last + 1);
    let low: u32;
    let high: u32;
    let biased: u32 = 0; // words whose lower half lies below it would make some places likelier; hardly ever computed
    do {
      if (at == GROUP) {
        takeGroup(stream, ++group);
        at = 0;
      }
      const product = <u64>n * <u64>wordAt(at++);
      low = <u32>product;
      high = <u32>(product >> 32);
      if (low < n) biased = (0 - n) % n;
    } while (low < biased);
    const here = order + ((<usize>last) << 2);
    const there = order + ((<usize>high) << 2);
    const moved = load<u32>(here);
    store<u32>(here, load<u32>(there));
    store<u32>(there, moved);
    last--;
  }
  store<u64>(stream, group * GROUP + <u64>at, 16);
}
