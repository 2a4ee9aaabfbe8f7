// Rearranges operands of a product into strips that the microkernel reads straight.
// A strip is [inner][width]: `width` rows of A, or columns of B, side by side for each inner element.
import { RELAXED } from "../lanes/fused";
import { Heights } from "./heights";

/** Transposes 4 × 4 floats: row i begins at r(i); column k is stored at `to + k * stride`. */
function transpose4(to: usize, stride: usize, r0: usize, r1: usize, r2: usize, r3: usize): void {
  const a = v128.load(r0);
  const b = v128.load(r1);
  const c = v128.load(r2);
  const d = v128.load(r3);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + stride, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(to + 2 * stride, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(to + 3 * stride, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}

/** Four vectors that each run along the inner index, `step` bytes apart → the four elements k at `to + k * stride`. */
function fourAlong(to: usize, stride: usize, from: usize, step: usize, inner: i32): void {
  const r1 = from + step;
  const r2 = r1 + step;
  const r3 = r2 + step;
  const end = from + ((<usize>inner) << 2);
  const whole = from + ((<usize>(inner & ~3)) << 2);
  const to1 = r1 - from;
  const to2 = r2 - from;
  const to3 = r3 - from;
  for (; from != whole; from += 16, to += 4 * stride) transpose4(to, stride, from, from + to1, from + to2, from + to3);
  for (; from != end; from += 4, to += stride) {
    store<f32>(to, load<f32>(from));
    store<f32>(to + 4, load<f32>(from + to1));
    store<f32>(to + 8, load<f32>(from + to2));
    store<f32>(to + 12, load<f32>(from + to3));
  }
}

/** One vector that runs along the inner index → its element k at `to + k * stride`. */
function oneAlong(to: usize, stride: usize, from: usize, inner: i32): void {
  const end = from + ((<usize>inner) << 2);
  for (; from != end; from += 4, to += stride) store<f32>(to, load<f32>(from));
}

/**
 * `count` vectors → a strip of `width` ≥ count; what lies between is left as it stands.
 *
 * @param next  bytes from one inner element of a vector to the next
 * @param step  bytes from one vector to the next; one of the two is 4
 */
export function pack(to: usize, width: i32, from: usize, next: usize, step: usize, count: i32, inner: i32): void {
  const stride = (<usize>width) << 2;
  if (next == 4) {
    let j = 0;
    for (; j + 4 <= count; j += 4, to += 16, from += 4 * step) fourAlong(to, stride, from, step, inner);
    for (; j < count; j++, to += 4, from += step) oneAlong(to, stride, from, inner);
    return;
  }
  const end = to + <usize>inner * stride;
  if (count == 8) {
    for (; to != end; to += 32, from += next) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
  } else if (count == 5) {
    for (; to != end; to += stride, from += next) {
      v128.store(to, v128.load(from));
      store<f32>(to, load<f32>(from, 16), 16);
    }
  } else if (count == 4) {
    for (; to != end; to += stride, from += next) v128.store(to, v128.load(from));
  } else {
    for (; to != end; to += stride, from += next) {
      for (let j: usize = 0; j < (<usize>count) << 2; j += 4) store<f32>(to + j, load<f32>(from + j));
    }
  }
}

/** Packs rows of A into strips of the heights in which `sweep` reads them. */
export function packRows(to: usize, a: usize, row: usize, next: usize, rows: i32, inner: i32): void {
  const unit = (<usize>inner) << 2;
  let left = rows;
  while (left > 0) {
    let height = min(4, left);
    if (RELAXED && Heights.taken(6, left) > 0) height = 6;
    else if (Heights.taken(5, left) > 0) height = 5;
    pack(to, height, a, next, row, height, inner);
    to += <usize>height * unit;
    a += <usize>height * row;
    left -= height;
  }
}
