// C = S + A·B for any layout of A and B, in blocks that suit the caches; S is what stands in C, one row, or zeros. Knows no layer.
//
// Every element of C is one chain: it begins with S's and adds a·b with the inner index ascending. All paths keep that chain,
// and lanes never mix, so an element's bits depend on its row of A and column of B alone.
import { RELAXED } from "../lanes/fused";
import { tile4 } from "./narrowTile";
import { pack } from "./pack";
import { rowAcross, rowAlong } from "./rows";
import { Five, Four, One, Six, Three, Two, tile8 } from "./tile";

const INNER = 400; // most inner elements per block: a strip of B (12.5 kB) and one of A (8 kB) stay in the first cache
const ROWS = 256; // most rows per block: the packed rows of A (400 kB) stay in the second
const IN_PLACE_BYTES: usize = 8192; // an operand whose block spans no more is not packed where its elements lie side by side already

//  scratch | columns at C's edge, ROWS × 8 | one strip of B, INNER × 8 | strips of A, ROWS × INNER |
const STRIP = ROWS * 32;
const BLOCK = STRIP + INNER * 32;
export const productScratchBytes: i32 = BLOCK + ROWS * INNER * 4;

const ZEROS = memory.data(32, 16);

/** Where chains begin with 0: pass it as `start`. */
export const FROM_ZEROS: usize = ZEROS;

class Tiles {
  /** Rows that tiles of `height` take, so that tiles one lower take the rest whole; 0 where that cannot be. Inlined, so that it divides by a constant. */
  @inline static taken(height: i32, rows: i32): i32 {
    const lower = ((height - (rows % height)) % height) * (height - 1);
    return lower <= rows ? rows - lower : 0;
  }
}

/** C[rows × 8 or 4] = S + A·B; strip i of A begins at a + i · unit, and holds element k of its rows at k · step (0: packed). */
function sweep(
  wide: bool,
  c: usize,
  cRow: usize,
  s: usize,
  sRow: usize,
  a: usize,
  unit: usize,
  step: usize,
  b: usize,
  bStep: usize,
  rows: i32,
  inner: i32,
): void {
  let left = rows;
  if (RELAXED) {
    for (let taken = Tiles.taken(6, left); taken > 0; taken -= 6, left -= 6) {
      if (wide) tile8<Six>(c, cRow, s, sRow, a, step ? step : 24, b, bStep, inner);
      else tile4<Six>(c, cRow, s, sRow, a, step ? step : 24, b, bStep, inner);
      c += 6 * cRow;
      s += 6 * sRow;
      a += 6 * unit;
    }
  }
  for (let taken = Tiles.taken(5, left); taken > 0; taken -= 5, left -= 5) {
    if (wide) tile8<Five>(c, cRow, s, sRow, a, step ? step : 20, b, bStep, inner);
    else tile4<Five>(c, cRow, s, sRow, a, step ? step : 20, b, bStep, inner);
    c += 5 * cRow;
    s += 5 * sRow;
    a += 5 * unit;
  }
  for (; left >= 4; left -= 4) {
    if (wide) tile8<Four>(c, cRow, s, sRow, a, step ? step : 16, b, bStep, inner);
    else tile4<Four>(c, cRow, s, sRow, a, step ? step : 16, b, bStep, inner);
    c += 4 * cRow;
    s += 4 * sRow;
    a += 4 * unit;
  }
  if (left == 3) {
    if (wide) tile8<Three>(c, cRow, s, sRow, a, step ? step : 12, b, bStep, inner);
    else tile4<Three>(c, cRow, s, sRow, a, step ? step : 12, b, bStep, inner);
  } else if (left == 2) {
    if (wide) tile8<Two>(c, cRow, s, sRow, a, step ? step : 8, b, bStep, inner);
    else tile4<Two>(c, cRow, s, sRow, a, step ? step : 8, b, bStep, inner);
  } else if (left == 1) {
    if (wide) tile8<One>(c, cRow, s, sRow, a, step ? step : 4, b, bStep, inner);
    else tile4<One>(c, cRow, s, sRow, a, step ? step : 4, b, bStep, inner);
  }
}

/** Packs rows of A into strips of the heights in which `sweep` reads them. */
function packRows(to: usize, a: usize, row: usize, next: usize, rows: i32, inner: i32): void {
  const unit = (<usize>inner) << 2;
  let left = rows;
  while (left > 0) {
    let height = min(4, left);
    if (RELAXED && Tiles.taken(6, left) > 0) height = 6;
    else if (Tiles.taken(5, left) > 0) height = 5;
    pack(to, height, a, next, row, height, inner);
    to += <usize>height * unit;
    a += <usize>height * row;
    left -= height;
  }
}

/** Copies `rows` × `columns` floats from one stride to another. */
function copyTile(to: usize, toRow: usize, from: usize, fromRow: usize, rows: i32, columns: i32): void {
  const bytes = (<usize>columns) << 2;
  for (; rows > 0; rows--, to += toRow, from += fromRow) {
    for (let j: usize = 0; j < bytes; j += 4) store<f32>(to + j, load<f32>(from + j));
  }
}

/** As `product`, but in columns: for C of few columns, whose rows stand for columns then. */
function columnByColumn(
  c: usize,
  start: usize,
  startRow: usize,
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
  for (let i = 0; i < rows; i += STRIP / 4) {
    const height = min(STRIP / 4, rows - i);
    for (let j = 0; j < columns; j++) {
      const at = c + <usize>i * cRow + ((<usize>j) << 2);
      const from = start == FROM_ZEROS ? start : start + <usize>i * startRow + ((<usize>j) << 2);
      copyTile(scratch, 4, from, startRow, height, 1);
      const x = b + <usize>j * bColumn;
      const y = a + <usize>i * aRow;
      if (aRow == 4) rowAcross(scratch, scratch, x, bInner, y, aInner, height, inner);
      else rowAlong(scratch, scratch, x, bInner, y, aRow, height, inner);
      copyTile(at, cRow, scratch, 4, height, 1);
    }
  }
}

/**
 * C = S + A[rows × inner] · B[inner × columns]. A and B may lie either way round: of each pair of strides one is 4 bytes.
 *
 * @param c         rows × columns, row-major, written
 * @param start     S: c itself, one row of `columns` for all rows (startRow 0), or FROM_ZEROS (startRow 0)
 * @param startRow  bytes from one row of S to the next
 * @param aRow      bytes from one row of A to the next
 * @param aInner    bytes from one inner element of A to the next
 * @param bInner    bytes from one inner element of B to the next
 * @param bColumn   bytes from one column of B to the next
 * @param scratch   productScratchBytes, written; nothing else may alias C
 */
export function product(
  c: usize,
  start: usize,
  startRow: usize,
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
  if (columns < 4 && rows >= 4) {
    columnByColumn(c, start, startRow, a, aRow, aInner, b, bInner, bColumn, scratch, rows, columns, inner);
    return;
  }
  const zeros = start == FROM_ZEROS;
  if (rows < 4) {
    for (; rows > 0; rows--, c += cRow, start += startRow, a += aRow) {
      let s = start;
      if (zeros) {
        memory.fill(c, 0, cRow);
        s = c;
      }
      if (bColumn == 4) rowAcross(c, s, a, aInner, b, bInner, columns, inner);
      else rowAlong(c, s, a, aInner, b, bColumn, columns, inner);
    }
    return;
  }
  const strip = scratch + STRIP;
  const block = scratch + BLOCK;
  const blocks = (inner + INNER - 1) / INNER;
  const most = (inner + blocks - 1) / blocks;
  for (let i = 0; i < rows; i += ROWS) {
    const height = min(ROWS, rows - i);
    const cBlock = c + <usize>i * cRow;
    let sRow = startRow;
    let s = start + <usize>i * sRow;
    for (let k = 0; k < inner; k += most) {
      const depth = min(most, inner - k);
      let aBlock = a + <usize>i * aRow + <usize>k * aInner;
      let unit: usize = 4;
      let step = aInner;
      if (aInner == 4 || <usize>depth * aInner > IN_PLACE_BYTES) {
        packRows(block, aBlock, aRow, aInner, height, depth);
        aBlock = block;
        unit = (<usize>depth) << 2;
        step = 0;
      }
      const bBlock = b + <usize>k * bInner;
      const inPlace = bColumn == 4 && <usize>depth * bInner <= IN_PLACE_BYTES;
      for (let j = 0; j < columns; j += 8) {
        const across = min(8, columns - j);
        const wide = across > 4;
        let panel = bBlock + <usize>j * bColumn;
        let bStep = bInner;
        if (!inPlace || across < 8) {
          bStep = wide ? 32 : 16;
          pack(strip, wide ? 8 : 4, panel, bInner, bColumn, across, depth);
          panel = strip;
        }
        const at = cBlock + ((<usize>j) << 2);
        const from = zeros && k == 0 ? s : s + ((<usize>j) << 2);
        if (across == 8 || across == 4) {
          sweep(wide, at, cRow, from, sRow, aBlock, unit, step, panel, bStep, height, depth);
        } else {
          const edgeRow: usize = wide ? 32 : 16;
          copyTile(scratch, edgeRow, from, sRow, height, across);
          sweep(wide, scratch, edgeRow, scratch, edgeRow, aBlock, unit, step, panel, bStep, height, depth);
          copyTile(at, cRow, scratch, edgeRow, height, across);
        }
      }
      s = cBlock;
      sRow = cRow;
    }
  }
}
