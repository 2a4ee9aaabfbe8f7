// Dropout: masks drawn from the counter-based generator, and inputs multiplied by them. Knows no other layer.
import { CURSOR_ROW, RANDOM_DROPOUT } from "../abi";
import { Four, Lanes, One, wholeBytes } from "../lanes/access";
import { philox4 } from "../random/philox";

const WORDS = memory.data(64, 16);

/**
 * mask[r][u] = 1 with probability keep, else 0. Which one depends on seed, epoch, layer, row of the epoch and unit alone: unit u
 * takes word (u >> 2) & 3 of the block with counter [4·(u >> 4) + (u & 3), row, epoch, layer << 8 | RANDOM_DROPOUT].
 *
 * @param mask      float32, rows × width, written
 * @param random    uint32 [seed low, seed high, epoch]
 * @param settings  uint32 [keep · 2³², layer]
 * @param cursor    where the run is; its row is the block's first in the epoch's order
 */
export function dropoutDraw(mask: usize, random: usize, settings: usize, cursor: usize, rows: i32, width: i32): void {
  const key0 = load<u32>(random);
  const key1 = load<u32>(random, 4);
  const epoch = i32x4.splat(load<i32>(random, 8));
  const keep = i32x4.splat(load<i32>(settings) ^ i32.MIN_VALUE);
  const purpose = i32x4.splat((load<i32>(settings, 4) << 8) | RANDOM_DROPOUT);
  const first = load<i32>(cursor + CURSOR_ROW);
  const one = f32x4.splat(1);
  for (let r = 0; r < rows; r++) {
    const row = i32x4.splat(first + r);
    for (let unit = 0; unit < width; unit += 16) {
      philox4(WORDS, i32x4.add(i32x4.splat(unit >> 2), i32x4(0, 1, 2, 3)), row, epoch, purpose, key0, key1);
      // unsigned words compare like signed ones whose highest bit is flipped
      const left = min(16, width - unit);
      for (let u = 0; u < left; u += 4) {
        const word = v128.xor(v128.load(WORDS + ((<usize>u) << 2)), i32x4.splat(i32.MIN_VALUE));
        const kept = v128.and(one, i32x4.lt_s(word, keep));
        if (left - u >= 4) {
          v128.store(mask, kept);
          mask += 16;
        } else {
          v128.store(WORDS + ((<usize>u) << 2), kept);
          memory.copy(mask, WORDS + ((<usize>u) << 2), (<usize>(left - u)) << 2);
          mask += (<usize>(left - u)) << 2;
        }
      }
    }
  }
}

function multiply<L extends Lanes>(to: usize, x: usize, mask: usize, factor: v128, from: usize, end: usize): void {
  const lanes = changetype<L>(0);
  for (let at = from; at < end; at += lanes.width()) {
    lanes.store(to + at, f32x4.mul(f32x4.mul(lanes.load(x + at), factor), lanes.load(mask + at)));
  }
}

/**
 * outputs = inputs · factor · mask: forward, and backward too, where inputs are the outputs' gradients. May be in place.
 *
 * @param mask    count of 0 and 1
 * @param factor  one float32: 1/keep for the inverted form, 1 for the lecture's
 */
export function dropoutApply(outputs: usize, inputs: usize, mask: usize, factor: usize, count: i32): void {
  const f = f32x4.splat(load<f32>(factor));
  const whole = wholeBytes(count);
  multiply<Four>(outputs, inputs, mask, f, 0, whole);
  multiply<One>(outputs, inputs, mask, f, whole, (<usize>count) << 2);
}

function scale<L extends Lanes>(to: usize, x: usize, factor: v128, from: usize, end: usize): void {
  const lanes = changetype<L>(0);
  for (let at = from; at < end; at += lanes.width()) lanes.store(to + at, f32x4.mul(lanes.load(x + at), factor));
}

/**
 * outputs = inputs · keep: the lecture's form in evaluation, forward and backward. May be in place.
 *
 * @param factor  one float32: keep
 */
export function dropoutScale(outputs: usize, inputs: usize, factor: usize, count: i32): void {
  const f = f32x4.splat(load<f32>(factor));
  const whole = wholeBytes(count);
  scale<Four>(outputs, inputs, f, 0, whole);
  scale<One>(outputs, inputs, f, whole, (<usize>count) << 2);
}
