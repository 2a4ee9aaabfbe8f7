// C += A·B for any layout of A and B: packed panels, a 4 × 8 microkernel, and a path of single rows. Knows no layer.
//
// Every element of C is one chain: it begins with what stands in C and adds a·b with the inner index ascending. All paths
// keep that chain, and lanes never mix, so an element's bits depend on its row of A and column of B alone.
import { packPanel, packTile } from "./pack";

const INNER = 512; // inner elements per block: a panel of B (16 kB) and a tile of A (8 kB) stay in the first cache
const COLUMNS = 512; // columns per block: the packed block of B (1 MB) stays in the second

//  scratch | tile of C, 4 × 8 | tile of A, INNER × 4 | panels of B, INNER × COLUMNS |
const TILE_A = 128;
const PANELS = TILE_A + INNER * 16;
export const productScratchBytes: i32 = PANELS + INNER * COLUMNS * 4;

/** C[4 × 8] += A·B of one tile and one panel; `row`: bytes from one row of C to the next. */
function tile4x8(c: usize, row: usize, a: usize, b: usize, inner: i32): void {
  const c1 = c + row;
  const c2 = c1 + row;
  const c3 = c2 + row;
  let s00 = v128.load(c);
  let s01 = v128.load(c, 16);
  let s10 = v128.load(c1);
  let s11 = v128.load(c1, 16);
  let s20 = v128.load(c2);
  let s21 = v128.load(c2, 16);
  let s30 = v128.load(c3);
  let s31 = v128.load(c3, 16);
  for (let k = inner; k > 0; k--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    s00 = f32x4.add(s00, f32x4.mul(a0, b0));
    s01 = f32x4.add(s01, f32x4.mul(a0, b1));
    const a1 = v128.load32_splat(a, 4);
    s10 = f32x4.add(s10, f32x4.mul(a1, b0));
    s11 = f32x4.add(s11, f32x4.mul(a1, b1));
    const a2 = v128.load32_splat(a, 8);
    s20 = f32x4.add(s20, f32x4.mul(a2, b0));
    s21 = f32x4.add(s21, f32x4.mul(a2, b1));
    const a3 = v128.load32_splat(a, 12);
    s30 = f32x4.add(s30, f32x4.mul(a3, b0));
    s31 = f32x4.add(s31, f32x4.mul(a3, b1));
    a += 16;
    b += 32;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
}

/** Copies `rows` × `columns` floats from one stride to another. */
function copyTile(to: usize, toRow: usize, from: usize, fromRow: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++, to += toRow, from += fromRow) {
    for (let j: usize = 0; j < (<usize>columns) << 2; j += 4) store<f32>(to + j, load<f32>(from + j));
  }
}

/** One row of C from one row of A, B read where it lies with columns side by side. */
function rowAcross(c: usize, a: usize, next: usize, b: usize, step: usize, columns: i32, inner: i32): void {
  let j = 0;
  for (; j + 16 <= columns; j += 16, c += 64, b += 64) {
    let s0 = v128.load(c);
    let s1 = v128.load(c, 16);
    let s2 = v128.load(c, 32);
    let s3 = v128.load(c, 48);
    for (let k = 0, x = a, y = b; k < inner; k++, x += next, y += step) {
      const v = v128.load32_splat(x);
      s0 = f32x4.add(s0, f32x4.mul(v, v128.load(y)));
      s1 = f32x4.add(s1, f32x4.mul(v, v128.load(y, 16)));
      s2 = f32x4.add(s2, f32x4.mul(v, v128.load(y, 32)));
      s3 = f32x4.add(s3, f32x4.mul(v, v128.load(y, 48)));
    }
    v128.store(c, s0);
    v128.store(c, s1, 16);
    v128.store(c, s2, 32);
    v128.store(c, s3, 48);
  }
  for (; j + 4 <= columns; j += 4, c += 16, b += 16) {
    let s = v128.load(c);
    for (let k = 0, x = a, y = b; k < inner; k++, x += next, y += step) {
      s = f32x4.add(s, f32x4.mul(v128.load32_splat(x), v128.load(y)));
    }
    v128.store(c, s);
  }
  for (; j < columns; j++, c += 4, b += 4) {
    let s = load<f32>(c);
    for (let k = 0, x = a, y = b; k < inner; k++, x += next, y += step) s += load<f32>(x) * load<f32>(y);
    store<f32>(c, s);
  }
}

/** One row of C from one row of A, B read where it lies with each column running along the inner index; four columns at a time. */
function rowAlong(c: usize, a: usize, next: usize, b: usize, column: usize, columns: i32, inner: i32): void {
  const whole = inner & ~3;
  let j = 0;
  for (; j + 4 <= columns; j += 4, c += 16, b += 4 * column) {
    let s = v128.load(c);
    let x = a;
    let y0 = b;
    let y1 = b + column;
    let y2 = y1 + column;
    let y3 = y2 + column;
    for (let k = 0; k < whole; k += 4, y0 += 16, y1 += 16, y2 += 16, y3 += 16) {
      const r0 = v128.load(y0);
      const r1 = v128.load(y1);
      const r2 = v128.load(y2);
      const r3 = v128.load(y3);
      const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      s = f32x4.add(s, f32x4.mul(v128.load32_splat(x), v128.shuffle<f32>(low01, low23, 0, 1, 4, 5)));
      x += next;
      s = f32x4.add(s, f32x4.mul(v128.load32_splat(x), v128.shuffle<f32>(low01, low23, 2, 3, 6, 7)));
      x += next;
      s = f32x4.add(s, f32x4.mul(v128.load32_splat(x), v128.shuffle<f32>(high01, high23, 0, 1, 4, 5)));
      x += next;
      s = f32x4.add(s, f32x4.mul(v128.load32_splat(x), v128.shuffle<f32>(high01, high23, 2, 3, 6, 7)));
      x += next;
    }
    for (let k = whole; k < inner; k++, x += next, y0 += 4, y1 += 4, y2 += 4, y3 += 4) {
      const y = f32x4(load<f32>(y0), load<f32>(y1), load<f32>(y2), load<f32>(y3));
      s = f32x4.add(s, f32x4.mul(v128.load32_splat(x), y));
    }
    v128.store(c, s);
  }
  for (; j < columns; j++, c += 4, b += column) {
    let s = load<f32>(c);
    for (let k = 0, x = a, y = b; k < inner; k++, x += next, y += 4) s += load<f32>(x) * load<f32>(y);
    store<f32>(c, s);
  }
}

/**
 * C[rows × columns] += A[rows × inner] · B[inner × columns]. A and B may lie either way round: of each pair of strides one is 4 bytes.
 *
 * @param c        rows × columns, row-major, read and written
 * @param aRow     bytes from one row of A to the next
 * @param aInner   bytes from one inner element of A to the next
 * @param bInner   bytes from one inner element of B to the next
 * @param bColumn  bytes from one column of B to the next
 * @param scratch  productScratchBytes, written; nothing may alias C
 */
export function product(
  c: usize,
  a: usize,
  aRow: usize,
  aInner: usize,
  b: usize,
  bInner: usize,
  bColumn: usize,
  scratch: usize,
  rows: i32,
  columns: i32,
  inner: i32,
): void {
  const cRow = (<usize>columns) << 2;
  if (rows < 4) {
    for (let i = 0; i < rows; i++, c += cRow, a += aRow) {
      if (bColumn == 4) rowAcross(c, a, aInner, b, bInner, columns, inner);
      else rowAlong(c, a, aInner, b, bColumn, columns, inner);
    }
    return;
  }
  const tile = scratch + TILE_A;
  const panels = scratch + PANELS;
  for (let j0 = 0; j0 < columns; j0 += COLUMNS) {
    const width = min(COLUMNS, columns - j0);
    for (let k0 = 0; k0 < inner; k0 += INNER) {
      const depth = min(INNER, inner - k0);
      const panelBytes = (<usize>depth) << 5;
      const bBlock = b + <usize>k0 * bInner + <usize>j0 * bColumn;
      for (let j = 0, to = panels; j < width; j += 8, to += panelBytes) {
        packPanel(to, bBlock + <usize>j * bColumn, bInner, bColumn, min(8, width - j), depth);
      }
      for (let i = 0; i < rows; i += 4) {
        const height = min(4, rows - i);
        packTile(tile, a + <usize>i * aRow + <usize>k0 * aInner, aRow, aInner, height, depth);
        let at = c + <usize>i * cRow + ((<usize>j0) << 2);
        for (let j = 0, panel = panels; j < width; j += 8, panel += panelBytes, at += 32) {
          const across = min(8, width - j);
          if (height == 4 && across == 8) tile4x8(at, cRow, tile, panel, depth);
          else {
            copyTile(scratch, 32, at, cRow, height, across);
            tile4x8(scratch, 32, tile, panel, depth);
            copyTile(at, cRow, scratch, 32, height, across);
          }
        }
      }
    }
  }
}
