// The operands of tiles that stand one below the other.

/** What a column of tiles reads and writes: C[rows × 8 or 4] = S + A·B. */
@unmanaged
export class TileColumn {
  c: usize;
  /** bytes from one row of C to the next */
  cRow: usize;
  /** where the chains begin; may be c */
  s: usize;
  /** bytes from one row of S to the next; 0: all rows begin alike */
  sRow: usize;
  /** row i of A begins at a + i · unit */
  a: usize;
  unit: usize;
  /** bytes from one inner element of A to the next; 0: packed, as many floats as the tile has rows */
  aStep: usize;
  /** element k of all columns at b + k · bStep, side by side */
  b: usize;
  bStep: usize;
  rows: i32;
  /** at least 1 */
  inner: i32;

  reach(c: usize, cRow: usize, s: usize, sRow: usize): void {
    this.c = c;
    this.cRow = cRow;
    this.s = s;
    this.sRow = sRow;
  }
}
