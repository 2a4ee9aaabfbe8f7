// Puts the rows of an epoch into a random order.
import { Cursor } from "../operands/cursor";
import { RandomStream } from "../operands/random";
import { GROUP, takeGroup, wordAt } from "../random/words";

/** A RandomStream, and how far it has been used. */
@unmanaged
class ShuffleStream {
  seedLow: u32;
  seedHigh: u32;
  purpose: u32;
  index: u32;
  /** words taken so far, read and written */
  taken: u64;
  /** rows in the order */
  rows: u32;
}

@unmanaged
class ShuffleOperands {
  /** uint32, rows, read and written */
  order: usize;
  stream: ShuffleStream;
  /** randomScratchBytes, written */
  scratch: usize;
  cursor: Cursor;
  count: i32;
}

/**
 * Goes on shuffling: from element rows − 1 − row, row being the cursor's, `count` elements downwards, at most to element 0, each is
 * swapped with one of those up to itself. The same order as `Stream.shuffle` of src/numbers/random.ts gives.
 *
 *   (high, low) = (last + 1) · word, taken again while low < 2³² mod (last + 1)      order[last] ↔ order[high]
 *
 * Sources: Knuth, The Art of Computer Programming 2, section 3.4.2, algorithm P; Lemire 2019, Fast random integer generation in an interval.
 */
export function orderShuffle(o: ShuffleOperands): void {
  const order = o.order;
  const words = o.scratch;
  const stream = changetype<RandomStream>(o.stream);
  let last = <i32>o.stream.rows - 1 - o.cursor.row;
  const end = max(0, last - o.count);
  let group = o.stream.taken / GROUP;
  let at = <i32>(o.stream.taken % GROUP);
  takeGroup(words, stream, group);
  while (last > end) {
    const n = <u32>(last + 1);
    let low: u32;
    let high: u32;
    let biased: u32 = 0; // words whose lower half lies below it would make some elements likelier; hardly ever computed
    do {
      if (at == GROUP) {
        takeGroup(words, stream, ++group);
        at = 0;
      }
      const product = <u64>n * <u64>wordAt(words, at++);
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
  o.stream.taken = group * GROUP + <u64>at;
}
