// The last elements of long vectors, fewer than four, computed as a whole vector: copied to scratch, and back.
//
// So a loop over whole vectors is written and compiled once; an element's bits do not depend on where it stands, and nothing
// outside is read or written.
import { RECORD_BYTES, RECORD_OPERANDS } from "../abi";

/** Where in scratch the step lies: behind operands like a record's and four elements of each of eight vectors. */
const STEP = RECORD_BYTES + 8 * 16;
/** Bytes of scratch: the tail's, and up to eight v128 of a step. */
export const TAIL_BYTES = STEP + 8 * 16;

/**
 * What is the same for all elements of a step: a class of v128. A kernel writes it once, and its loops read it into locals before
 * they begin: V8 of Node 20 keeps these in registers, but not what is computed in the same function, which made Adam's loop
 * twice as long.
 */
export function stepAt<S>(scratch: usize): S {
  return changetype<S>(scratch + STEP);
}

/** Bytes of `count` float32 that whole vectors cover; the last elements follow. */
export function wholeBytes(count: i32): usize {
  return ((<usize>count) << 2) & ~15;
}

/**
 * Operands like `o`, but that each of its first `vectors` fields, where it is not address 0, is a copy of that vector's last
 * elements in `scratch`, filled up with zeros.
 */
export function takeTail<O>(o: O, vectors: i32, count: i32, scratch: usize): O {
  const operands = changetype<usize>(o);
  const from = wholeBytes(count);
  const bytes = (<usize>(count & 3)) << 2;
  const end: usize = RECORD_BYTES - RECORD_OPERANDS;
  for (let at: usize = 0; at < end; at += 8) store<u64>(scratch + at, load<u64>(operands + at));
  for (let i: usize = 0, to = scratch + RECORD_BYTES; i < (<usize>vectors) << 2; i += 4, to += 16) {
    const vector = load<usize>(operands + i);
    if (!vector) continue;
    store<usize>(scratch + i, to);
    v128.store(to, f32x4.splat(0));
    for (let at: usize = 0; at < bytes; at += 4) store<f32>(to + at, load<f32>(vector + from + at));
  }
  return changetype<O>(scratch);
}

/** Copies the last elements that `takeTail` took back to their vectors. */
export function putTail<O>(o: O, vectors: i32, count: i32, scratch: usize): void {
  const operands = changetype<usize>(o);
  const from = wholeBytes(count);
  const bytes = (<usize>(count & 3)) << 2;
  for (let i: usize = 0, to = scratch + RECORD_BYTES; i < (<usize>vectors) << 2; i += 4, to += 16) {
    const vector = load<usize>(operands + i);
    if (!vector) continue;
    for (let at: usize = 0; at < bytes; at += 4) store<f32>(vector + from + at, load<f32>(to + at));
  }
}
