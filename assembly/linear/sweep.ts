// Tiles one below the other: a few columns of C over all rows of a block.
import { RELAXED } from "../lanes/fused";
import { Five, Four, Heights, One, Six, Two } from "./heights";
import { tile8 } from "./tile";
import { tile4 } from "./tile4";
import { TileColumn } from "./tileColumn";

/** Tiles of as few heights as possible, from top to bottom. */
export function sweep(t: TileColumn, wide: bool): void {
  const cRow = t.cRow;
  const sRow = t.sRow;
  const unit = t.unit;
  const step = t.aStep;
  let c = t.c;
  let s = t.s;
  let a = t.a;
  let left = t.rows;
  if (RELAXED) {
    for (let taken = Heights.taken(6, left); taken > 0; taken -= 6, left -= 6) {
      if (wide) tile8<Six>(t, c, s, a, step ? step : 24);
      else tile4<Six>(t, c, s, a, step ? step : 24);
      c += 6 * cRow;
      s += 6 * sRow;
      a += 6 * unit;
    }
  }
  for (let taken = Heights.taken(5, left); taken > 0; taken -= 5, left -= 5) {
    if (wide) tile8<Five>(t, c, s, a, step ? step : 20);
    else tile4<Five>(t, c, s, a, step ? step : 20);
    c += 5 * cRow;
    s += 5 * sRow;
    a += 5 * unit;
  }
  for (; left >= 4; left -= 4) {
    if (wide) tile8<Four>(t, c, s, a, step ? step : 16);
    else tile4<Four>(t, c, s, a, step ? step : 16);
    c += 4 * cRow;
    s += 4 * sRow;
    a += 4 * unit;
  }
  // up to three rows lie side by side in one strip
  const last = step ? step : (<usize>left) << 2;
  if (left >= 2) {
    if (wide) tile8<Two>(t, c, s, a, last);
    else tile4<Two>(t, c, s, a, last);
    c += 2 * cRow;
    s += 2 * sRow;
    a += 8;
  }
  if (left & 1) {
    if (wide) tile8<One>(t, c, s, a, last);
    else tile4<One>(t, c, s, a, last);
  }
}
