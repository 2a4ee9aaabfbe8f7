// Rearranges operands of a product into panels that the microkernel reads straight. Knows no arithmetic.
// A panel of B is [inner][8]; a tile of A is [inner][4]. Rows or columns that are missing at an edge repeat the last one.

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

/** Four vectors that each run along the inner index → `to + k * stride` holds element k of the four. `step`: bytes from one to the next. */
function packAlong(to: usize, stride: usize, from: usize, step: usize, count: i32, inner: i32): void {
  const last = <usize>(count - 1);
  const r0 = from;
  const r1 = from + step * min<usize>(1, last);
  const r2 = from + step * min<usize>(2, last);
  const r3 = from + step * min<usize>(3, last);
  const end = (<usize>inner) << 2;
  const whole = end & ~15;
  let k: usize = 0;
  for (; k < whole; k += 16) {
    transpose4(to, stride, r0 + k, r1 + k, r2 + k, r3 + k);
    to += 4 * stride;
  }
  for (; k < end; k += 4) {
    store<f32>(to, load<f32>(r0 + k));
    store<f32>(to + 4, load<f32>(r1 + k));
    store<f32>(to + 8, load<f32>(r2 + k));
    store<f32>(to + 12, load<f32>(r3 + k));
    to += stride;
  }
}

/** Vectors that each run across: element k of the panel is `width` floats at `from + k * step`, of which `count` are there. */
function packAcross(to: usize, width: i32, from: usize, step: usize, count: i32, inner: i32): void {
  if (count == width) {
    if (width == 8) {
      for (let k = 0; k < inner; k++, to += 32, from += step) {
        v128.store(to, v128.load(from));
        v128.store(to + 16, v128.load(from + 16));
      }
    } else {
      for (let k = 0; k < inner; k++, to += 16, from += step) v128.store(to, v128.load(from));
    }
    return;
  }
  for (let k = 0; k < inner; k++, from += step) {
    for (let j = 0; j < width; j++, to += 4) store<f32>(to, load<f32>(from + ((<usize>min(j, count - 1)) << 2)));
  }
}

/** One tile of A: `rows` ≤ 4 rows as [inner][4]. `row`, `next`: bytes from one row, and from one inner element, to the next. */
export function packTile(to: usize, a: usize, row: usize, next: usize, rows: i32, inner: i32): void {
  if (next == 4) packAlong(to, 16, a, row, rows, inner);
  else packAcross(to, 4, a, next, rows, inner);
}

/** One panel of B: `columns` ≤ 8 columns as [inner][8]. `next`, `column`: bytes from one inner element, and from one column, to the next. */
export function packPanel(to: usize, b: usize, next: usize, column: usize, columns: i32, inner: i32): void {
  if (next == 4) {
    packAlong(to, 32, b, column, min(columns, 4), inner);
    if (columns > 4) packAlong(to + 16, 32, b + 4 * column, column, columns - 4, inner);
  } else packAcross(to, 8, b, next, columns, inner);
}
