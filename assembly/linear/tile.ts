// The microkernel of products: a few rows × 8 columns of C in registers, over the whole inner index.
import { Fused } from "../lanes/fused";
import { Height } from "./heights";
import { TileColumn } from "./tileColumn";

/**
 * C[rows × 8] = S + A·B, each element one chain, the inner index ascending from 0.
 *
 * One turn of k is written twice, before the loop and in it: V8 (12 and 13) folds no offset into load32_splat, and computes `a + 4 …` anew
 * in each turn unless it is also used outside of the loop. The loop ends at an address, which saves a counter. Measured on Zen 4, whose limit
 * here is the instructions it decodes: 4 × 8 from 65 to 75 % of the peak, 5 × 8 81 %. More turns of k per loop spill registers.
 *
 * @param c      first element of the tile
 * @param s      where its chains begin
 * @param a      element k of all rows at a + k · aStep, side by side
 */
export function tile8<H extends Height>(t: TileColumn, c: usize, s: usize, a: usize, aStep: usize): void {
  const cRow = t.cRow;
  const sRow = t.sRow;
  const bStep = t.bStep;
  let b = t.b;
  const rows = changetype<H>(0).rows();
  const zero = f32x4.splat(0);
  let s00 = v128.load(s);
  let s01 = v128.load(s, 16);
  s += sRow;
  let s10 = rows > 1 ? v128.load(s) : zero;
  let s11 = rows > 1 ? v128.load(s, 16) : zero;
  s += sRow;
  let s20 = rows > 2 ? v128.load(s) : zero;
  let s21 = rows > 2 ? v128.load(s, 16) : zero;
  s += sRow;
  let s30 = rows > 3 ? v128.load(s) : zero;
  let s31 = rows > 3 ? v128.load(s, 16) : zero;
  s += sRow;
  let s40 = rows > 4 ? v128.load(s) : zero;
  let s41 = rows > 4 ? v128.load(s, 16) : zero;
  s += sRow;
  let s50 = rows > 5 ? v128.load(s) : zero;
  let s51 = rows > 5 ? v128.load(s, 16) : zero;
  const end = b + <usize>t.inner * bStep;
  let b0 = v128.load(b);
  let b1 = v128.load(b, 16);
  let x = v128.load32_splat(a);
  s00 = Fused.multiplyAdd(x, b0, s00);
  s01 = Fused.multiplyAdd(x, b1, s01);
  if (rows > 1) {
    x = v128.load32_splat(a, 4);
    s10 = Fused.multiplyAdd(x, b0, s10);
    s11 = Fused.multiplyAdd(x, b1, s11);
  }
  if (rows > 2) {
    x = v128.load32_splat(a, 8);
    s20 = Fused.multiplyAdd(x, b0, s20);
    s21 = Fused.multiplyAdd(x, b1, s21);
  }
  if (rows > 3) {
    x = v128.load32_splat(a, 12);
    s30 = Fused.multiplyAdd(x, b0, s30);
    s31 = Fused.multiplyAdd(x, b1, s31);
  }
  if (rows > 4) {
    x = v128.load32_splat(a, 16);
    s40 = Fused.multiplyAdd(x, b0, s40);
    s41 = Fused.multiplyAdd(x, b1, s41);
  }
  if (rows > 5) {
    x = v128.load32_splat(a, 20);
    s50 = Fused.multiplyAdd(x, b0, s50);
    s51 = Fused.multiplyAdd(x, b1, s51);
  }
  a += aStep;
  b += bStep;
  while (b != end) {
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    x = v128.load32_splat(a);
    s00 = Fused.multiplyAdd(x, b0, s00);
    s01 = Fused.multiplyAdd(x, b1, s01);
    if (rows > 1) {
      x = v128.load32_splat(a, 4);
      s10 = Fused.multiplyAdd(x, b0, s10);
      s11 = Fused.multiplyAdd(x, b1, s11);
    }
    if (rows > 2) {
      x = v128.load32_splat(a, 8);
      s20 = Fused.multiplyAdd(x, b0, s20);
      s21 = Fused.multiplyAdd(x, b1, s21);
    }
    if (rows > 3) {
      x = v128.load32_splat(a, 12);
      s30 = Fused.multiplyAdd(x, b0, s30);
      s31 = Fused.multiplyAdd(x, b1, s31);
    }
    if (rows > 4) {
      x = v128.load32_splat(a, 16);
      s40 = Fused.multiplyAdd(x, b0, s40);
      s41 = Fused.multiplyAdd(x, b1, s41);
    }
    if (rows > 5) {
      x = v128.load32_splat(a, 20);
      s50 = Fused.multiplyAdd(x, b0, s50);
      s51 = Fused.multiplyAdd(x, b1, s51);
    }
    a += aStep;
    b += bStep;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  if (rows > 1) {
    c += cRow;
    v128.store(c, s10);
    v128.store(c, s11, 16);
  }
  if (rows > 2) {
    c += cRow;
    v128.store(c, s20);
    v128.store(c, s21, 16);
  }
  if (rows > 3) {
    c += cRow;
    v128.store(c, s30);
    v128.store(c, s31, 16);
  }
  if (rows > 4) {
    c += cRow;
    v128.store(c, s40);
    v128.store(c, s41, 16);
  }
  if (rows > 5) {
    c += cRow;
    v128.store(c, s50);
    v128.store(c, s51, 16);
  }
}
