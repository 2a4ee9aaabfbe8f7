// C = S + A·B for any layout of A and B, in blocks that suit the caches; S is what stands in C, one row, or zeros.
//
// Every element of C is one chain: it begins with S's and adds a·b with the inner index ascending. All paths keep that chain,
// and lanes never mix, so an element's bits depend on its row of A and column of B alone.
import { pack, packRows } from "./pack";
import { rowAcross, rowAlong } from "./rows";
import { sweep } from "./sweep";
import { TileColumn } from "./tileColumn";

const INNER = 400; // most inner elements per block: a strip of B (12.5 kB) and one of A (8 kB) stay in the first cache
const ROWS = 256; // most rows per block: the packed rows of A (400 kB) stay in the second
const IN_PLACE_BYTES: usize = 8192; // an operand whose block spans no more is not packed where its elements lie side by side already

//  scratch | Product | TileColumn | columns at C's edge, ROWS × 8 | one strip of B, INNER × 8 | strips of A, ROWS × INNER |
const TILES = 64;
const EDGE = 128;
const STRIP = EDGE + ROWS * 32;
const BLOCK = STRIP + INNER * 32;
export const productScratchBytes: i32 = BLOCK + ROWS * INNER * 4;

const ZEROS = memory.data<f32>([0, 0, 0, 0, 0, 0, 0, 0], 16);

/** Where chains begin with 0: pass it as `start`. */
export const FROM_ZEROS: usize = ZEROS;

/** A product's operands, at the beginning of its scratch. A and B may lie either way round: of each pair of strides one is 4 bytes. */
@unmanaged
class Product {
  /** rows × columns, row-major, written; nothing else may alias it */
  c: usize;
  /** S: c itself, one row of `columns` for all rows (startRow 0), or FROM_ZEROS (startRow 0) */
  start: usize;
  /** bytes from one row of S to the next */
  startRow: usize;
  a: usize;
  /** bytes from one row of A to the next */
  aRow: usize;
  /** bytes from one inner element of A to the next */
  aInner: usize;
  b: usize;
  /** bytes from one inner element of B to the next */
  bInner: usize;
  /** bytes from one column of B to the next */
  bColumn: usize;
  rows: i32;
  columns: i32;
  inner: i32;

  left(a: usize, row: usize, inner: usize): void {
    this.a = a;
    this.aRow = row;
    this.aInner = inner;
  }

  right(b: usize, inner: usize, column: usize): void {
    this.b = b;
    this.bInner = inner;
    this.bColumn = column;
  }
}

/** A product of A[rows × inner] and B[inner × columns], which `left` and `right` then describe. */
export function productAt(scratch: usize, rows: i32, columns: i32, inner: i32): Product {
  const p = changetype<Product>(scratch);
  p.rows = rows;
  p.columns = columns;
  p.inner = inner;
  return p;
}

/** Copies `rows` × `columns` floats from one stride to another. */
function copyTile(to: usize, toRow: usize, from: usize, fromRow: usize, rows: i32, columns: i32): void {
  const bytes = (<usize>columns) << 2;
  for (; rows > 0; rows--, to += toRow, from += fromRow) {
    for (let j: usize = 0; j < bytes; j += 4) store<f32>(to + j, load<f32>(from + j));
  }
}

/** For C of few columns, whose rows stand for columns then. */
function columnByColumn(p: Product): void {
  const most = (STRIP - EDGE) / 4;
  const sums = changetype<usize>(p) + EDGE;
  const columns = p.columns;
  const inner = p.inner;
  const cRow = (<usize>columns) << 2;
  for (let i = 0; i < p.rows; i += most) {
    const height = min(most, p.rows - i);
    const y = p.a + <usize>i * p.aRow;
    for (let j = 0; j < columns; j++) {
      const at = p.c + <usize>i * cRow + ((<usize>j) << 2);
      const from = p.start == FROM_ZEROS ? p.start : p.start + <usize>i * p.startRow + ((<usize>j) << 2);
      copyTile(sums, 4, from, p.startRow, height, 1);
      const x = p.b + <usize>j * p.bColumn;
      if (p.aRow == 4) rowAcross(sums, sums, x, p.bInner, y, p.aInner, height, inner);
      else rowAlong(sums, sums, x, p.bInner, y, p.aRow, height, inner);
      copyTile(at, cRow, sums, 4, height, 1);
    }
  }
}

/** For C of few rows. */
function rowByRow(p: Product): void {
  const columns = p.columns;
  const cRow = (<usize>columns) << 2;
  let c = p.c;
  let s = p.start;
  let a = p.a;
  const zeros = s == FROM_ZEROS;
  for (let left = p.rows; left > 0; left--, c += cRow, s += p.startRow, a += p.aRow) {
    if (zeros) memory.fill(c, 0, cRow);
    const from = zeros ? c : s;
    if (p.bColumn == 4) rowAcross(c, from, a, p.aInner, p.b, p.bInner, columns, p.inner);
    else rowAlong(c, from, a, p.aInner, p.b, p.bColumn, columns, p.inner);
  }
}

/** All columns of a block: its rows of A are described by `t` already, its inner elements of B begin at `b`. */
function acrossColumns(p: Product, t: TileColumn, b: usize, c: usize, s: usize, sRow: usize): void {
  const scratch = changetype<usize>(p);
  const edge = scratch + EDGE;
  const strip = scratch + STRIP;
  const columns = p.columns;
  const bInner = p.bInner;
  const bColumn = p.bColumn;
  const height = t.rows;
  const depth = t.inner;
  const cRow = (<usize>columns) << 2;
  const zeros = s == FROM_ZEROS;
  const inPlace = bColumn == 4 && <usize>depth * bInner <= IN_PLACE_BYTES;
  for (let j = 0; j < columns; j += 8) {
    const across = min(8, columns - j);
    const wide = across > 4;
    const panel = b + <usize>j * bColumn;
    t.b = panel;
    t.bStep = bInner;
    if (!inPlace || across < 8) {
      t.b = strip;
      t.bStep = wide ? 32 : 16;
      pack(strip, wide ? 8 : 4, panel, bInner, bColumn, across, depth);
    }
    const at = c + ((<usize>j) << 2);
    const from = zeros ? s : s + ((<usize>j) << 2);
    if (across == 8 || across == 4) {
      t.reach(at, cRow, from, sRow);
      sweep(t, wide);
    } else {
      const edgeRow: usize = wide ? 32 : 16;
      copyTile(edge, edgeRow, from, sRow, height, across);
      t.reach(edge, edgeRow, edge, edgeRow);
      sweep(t, wide);
      copyTile(at, cRow, edge, edgeRow, height, across);
    }
  }
}

function blockByBlock(p: Product): void {
  const scratch = changetype<usize>(p);
  const t = changetype<TileColumn>(scratch + TILES);
  const aRow = p.aRow;
  const aInner = p.aInner;
  const rows = p.rows;
  const inner = p.inner;
  const cRow = (<usize>p.columns) << 2;
  const blocks = (inner + INNER - 1) / INNER;
  const most = (inner + blocks - 1) / blocks;
  for (let i = 0; i < rows; i += ROWS) {
    const height = min(ROWS, rows - i);
    const c = p.c + <usize>i * cRow;
    let sRow = p.startRow;
    let s = p.start + <usize>i * sRow;
    t.rows = height;
    for (let k = 0; k < inner; k += most) {
      const depth = min(most, inner - k);
      const a = p.a + <usize>i * aRow + <usize>k * aInner;
      t.inner = depth;
      t.a = a;
      t.unit = 4;
      t.aStep = aInner;
      if (aInner == 4 || <usize>depth * aInner > IN_PLACE_BYTES) {
        packRows(scratch + BLOCK, a, aRow, aInner, height, depth);
        t.a = scratch + BLOCK;
        t.unit = (<usize>depth) << 2;
        t.aStep = 0;
      }
      acrossColumns(p, t, p.b + <usize>k * p.bInner, c, s, sRow);
      s = c;
      sRow = cRow;
    }
  }
}

/** C = S + A[rows × inner] · B[inner × columns]; the other operands are in `p`. */
export function multiply(p: Product, c: usize, start: usize, startRow: usize): void {
  p.c = c;
  p.start = start;
  p.startRow = startRow;
  if (p.columns < 4 && p.rows >= 4) columnByColumn(p);
  else if (p.rows < 4) rowByRow(p);
  else blockByBlock(p);
}
