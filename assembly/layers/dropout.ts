// Dropout: masks drawn from the counter-based generator, and inputs multiplied by them.
import { RANDOM_DROPOUT } from "../abi";
import { BinaryWith, map2With, mapWith, UnaryWith } from "../lanes/map";
import { Cursor } from "../operands/cursor";
import { philox4 } from "../random/philox";

/** What masks depend on besides the layer. */
@unmanaged
class MaskKey {
  seedLow: u32;
  seedHigh: u32;
  epoch: u32;
}

@unmanaged
class MaskSettings {
  /** keep · 2³² */
  keep: u32;
  layer: u32;
}

@unmanaged
class DropoutDraw {
  /** float32, rows × width, written */
  mask: usize;
  random: MaskKey;
  settings: MaskSettings;
  /** randomScratchBytes, written */
  scratch: usize;
  /** its row is the block's first in the epoch's order */
  cursor: Cursor;
  rows: i32;
  width: i32;
}

/**
 * mask[r][u] = 1 with probability keep, else 0. Which one depends on seed, epoch, layer, row of the epoch and unit alone: unit u
 * takes word (u >> 2) & 3 of the block with counter [4·(u >> 4) + (u & 3), row, epoch, layer << 8 | RANDOM_DROPOUT].
 */
export function dropoutDraw(o: DropoutDraw): void {
  const words = o.scratch;
  const key0 = o.random.seedLow;
  const key1 = o.random.seedHigh;
  const epoch = i32x4.splat(o.random.epoch);
  const keep = i32x4.splat(o.settings.keep ^ i32.MIN_VALUE);
  const purpose = i32x4.splat((o.settings.layer << 8) | RANDOM_DROPOUT);
  const first = o.cursor.row;
  const one = f32x4.splat(1);
  const rows = o.rows;
  const width = o.width;
  let mask = o.mask;
  for (let r = 0; r < rows; r++) {
    const row = i32x4.splat(first + r);
    for (let unit = 0; unit < width; unit += 16) {
      philox4(words, i32x4.add(i32x4.splat(unit >> 2), i32x4(0, 1, 2, 3)), row, epoch, purpose, key0, key1);
      // unsigned words compare like signed ones whose highest bit is flipped
      const left = min(16, width - unit);
      for (let u = 0; u < left; u += 4) {
        const at = words + ((<usize>u) << 2);
        const kept = v128.and(one, i32x4.lt_s(v128.xor(v128.load(at), i32x4.splat(i32.MIN_VALUE)), keep));
        if (left - u >= 4) {
          v128.store(mask, kept);
          mask += 16;
        } else {
          v128.store(at, kept);
          memory.copy(mask, at, (<usize>(left - u)) << 2);
          mask += (<usize>(left - u)) << 2;
        }
      }
    }
  }
}

class Masked extends BinaryWith {
  of(x: v128, mask: v128, factor: v128): v128 {
    return f32x4.mul(f32x4.mul(x, factor), mask);
  }
}

@unmanaged
class DropoutApply {
  /** count, written; may be the inputs */
  outputs: usize;
  /** count */
  inputs: usize;
  /** count of 0 and 1 */
  mask: usize;
  /** one float32: 1/keep for the inverted form, 1 for the lecture's */
  factor: usize;
  count: i32;
}

/** outputs = inputs · factor · mask: forward, and backward too, where inputs are the outputs' gradients. */
export function dropoutApply(o: DropoutApply): void {
  map2With<Masked>(o.outputs, o.inputs, o.mask, v128.load32_splat(o.factor), o.count);
}

class Scaled extends UnaryWith {
  of(x: v128, factor: v128): v128 {
    return f32x4.mul(x, factor);
  }
}

@unmanaged
class DropoutScale {
  /** count, written; may be the inputs */
  outputs: usize;
  /** count */
  inputs: usize;
  /** one float32: keep */
  factor: usize;
  count: i32;
}

/** outputs = inputs · keep: the lecture's form in evaluation, forward and backward. */
export function dropoutScale(o: DropoutScale): void {
  mapWith<Scaled>(o.outputs, o.inputs, v128.load32_splat(o.factor), o.count);
}
