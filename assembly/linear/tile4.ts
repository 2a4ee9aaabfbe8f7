// The microkernel of a product's last columns: a few rows × 4 columns of C in registers, over the whole inner index.
import { Fused } from "../lanes/fused";
import { Height } from "./heights";
import { TileColumn } from "./tileColumn";

/** C[rows × 4] = S + A·B; as tile8, but for the width. */
export function tile4<H extends Height>(t: TileColumn, c: usize, s: usize, a: usize, aStep: usize): void {
  const cRow = t.cRow;
  const sRow = t.sRow;
  const bStep = t.bStep;
  let b = t.b;
  const rows = changetype<H>(0).rows();
  const zero = f32x4.splat(0);
  let s0 = v128.load(s);
  s += sRow;
  let s1 = rows > 1 ? v128.load(s) : zero;
  s += sRow;
  let s2 = rows > 2 ? v128.load(s) : zero;
  s += sRow;
  let s3 = rows > 3 ? v128.load(s) : zero;
  s += sRow;
  let s4 = rows > 4 ? v128.load(s) : zero;
  s += sRow;
  let s5 = rows > 5 ? v128.load(s) : zero;
  const end = b + <usize>t.inner * bStep;
  while (b != end) {
    const y = v128.load(b);
    s0 = Fused.multiplyAdd(v128.load32_splat(a), y, s0);
    if (rows > 1) s1 = Fused.multiplyAdd(v128.load32_splat(a, 4), y, s1);
    if (rows > 2) s2 = Fused.multiplyAdd(v128.load32_splat(a, 8), y, s2);
    if (rows > 3) s3 = Fused.multiplyAdd(v128.load32_splat(a, 12), y, s3);
    if (rows > 4) s4 = Fused.multiplyAdd(v128.load32_splat(a, 16), y, s4);
    if (rows > 5) s5 = Fused.multiplyAdd(v128.load32_splat(a, 20), y, s5);
    a += aStep;
    b += bStep;
  }
  v128.store(c, s0);
  if (rows > 1) v128.store(c + cRow, s1);
  if (rows > 2) v128.store(c + 2 * cRow, s2);
  if (rows > 3) v128.store(c + 3 * cRow, s3);
  if (rows > 4) v128.store(c + 4 * cRow, s4);
  if (rows > 5) v128.store(c + 5 * cRow, s5);
}
