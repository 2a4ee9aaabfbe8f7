// Logarithm, sine and cosine in float64, two numbers at a time.
//
// The twin of src/numbers/float64.ts and pairs.ts: the same operations in the same order, so that both give the same bits. Methods, bounds and
// sources stand there. Where 53 bits are too few a number is a pair; a function whose name ends in Low gives the low part.

const LN2_HIGH: f64 = 0.6931471805598903; // 0x3FE62E42_FEFA3800
const LN2_LOW: f64 = 5.497923018708371e-14;
const TURN_HIGH: f64 = 6.283185307179586;
const TURN_LOW: f64 = 2.4492935982947064e-16;
const TWO_THIRDS_HIGH: f64 = 0.6666666666666666;
const TWO_THIRDS_LOW: f64 = 3.700743415417188e-17;

function plus(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}

function minus(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}

function times(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

/** p·w + c, one step of Horner's rule. */
function next(p: v128, w: v128, c: f64): v128 {
  return plus(times(p, w), f64x2.splat(c));
}

/** What a + b loses where it is rounded to s. */
function sumLow(s: v128, a: v128, b: v128): v128 {
  const t = minus(s, a);
  return plus(minus(a, minus(s, t)), minus(b, t));
}

/** What a·b loses where it is rounded to p. */
function productLow(p: v128, a: v128, b: v128): v128 {
  const split = f64x2.splat(134217729);
  const wideA = times(split, a);
  const wideB = times(split, b);
  const a1 = minus(wideA, minus(wideA, a));
  const b1 = minus(wideB, minus(wideB, b));
  const a2 = minus(a, a1);
  const b2 = minus(b, b1);
  return plus(plus(plus(minus(times(a1, b1), p), times(a1, b2)), times(a2, b1)), times(a2, b2));
}

/** log x for normal x > 0, as `log` of src/numbers/float64.ts. */
export function log(x: v128): v128 {
  const one = f64x2.splat(1);
  const exponents = i64x2.shr_u(x, 52);
  const biased = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(exponents, exponents, 0, 2, 0, 2));
  const bits = v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3ff0000000000000));
  const large = f64x2.ge(bits, f64x2.splat(1.4142135623730951));
  const m = v128.bitselect(times(bits, f64x2.splat(0.5)), bits, large);
  const k = plus(minus(biased, f64x2.splat(1023)), v128.and(large, one));

  const f = minus(m, one);
  const d = plus(m, one);
  const dLow = minus(m, minus(d, one));
  const s = f64x2.div(f, d);
  const p = times(s, d);
  const sLow = f64x2.div(minus(minus(minus(f, p), productLow(p, s, d)), times(s, dLow)), d);
  const twoS = plus(s, s);
  const w = times(s, s);
  const wLow = plus(productLow(w, s, s), times(twoS, sLow));

  let series = f64x2.splat(2.0 / 25.0);
  series = next(series, w, 2.0 / 23.0);
  series = next(series, w, 2.0 / 21.0);
  series = next(series, w, 2.0 / 19.0);
  series = next(series, w, 2.0 / 17.0);
  series = next(series, w, 2.0 / 15.0);
  series = next(series, w, 2.0 / 13.0);
  series = next(series, w, 2.0 / 11.0);
  series = next(series, w, 2.0 / 9.0);
  series = next(series, w, 2.0 / 7.0);
  series = next(series, w, 2.0 / 5.0);

  const twoThirds = f64x2.splat(TWO_THIRDS_HIGH);
  const third = times(w, twoThirds);
  const thirdLow = plus(
    plus(plus(productLow(third, w, twoThirds), times(w, f64x2.splat(TWO_THIRDS_LOW))), times(wLow, twoThirds)),
    times(times(w, w), series),
  );
  const cube = times(s, third);
  const cubeLow = plus(plus(productLow(cube, s, third), times(s, thirdLow)), times(sLow, third));
  const whole = times(k, f64x2.splat(LN2_HIGH));
  const first = plus(whole, twoS);
  const second = plus(first, cube);
  const small = plus(plus(cubeLow, plus(sLow, sLow)), times(k, f64x2.splat(LN2_LOW)));
  return plus(second, plus(sumLow(first, whole, twoS), plus(sumLow(second, first, cube), small)));
}

/** 2πu − (nearest quarter), u in turns: a pair, and the quarter. */
export abstract class Angle {
  /** ⌊4u + ½⌋ */
  static quarters(u: v128): v128 {
    return f64x2.floor(plus(times(f64x2.splat(4), u), f64x2.splat(0.5)));
  }

  /** What is left of u, in turns. */
  static rest(u: v128, quarters: v128): v128 {
    return minus(u, times(quarters, f64x2.splat(0.25)));
  }

  static high(rest: v128): v128 {
    return times(rest, f64x2.splat(TURN_HIGH));
  }

  static low(rest: v128, high: v128): v128 {
    return plus(productLow(high, rest, f64x2.splat(TURN_HIGH)), times(rest, f64x2.splat(TURN_LOW)));
  }
}

/** sin(a + tail) for |a| ≤ 0.786, as `sinNear` of src/numbers/float64.ts. */
export function sinNear(a: v128, tail: v128): v128 {
  const w = times(a, a);
  let series = f64x2.splat(-1.0 / 121645100408832000.0);
  series = next(series, w, 1.0 / 355687428096000.0);
  series = next(series, w, -1.0 / 1307674368000.0);
  series = next(series, w, 1.0 / 6227020800.0);
  series = next(series, w, -1.0 / 39916800.0);
  series = next(series, w, 1.0 / 362880.0);
  series = next(series, w, -1.0 / 5040.0);
  series = next(series, w, 1.0 / 120.0);
  series = next(series, w, -1.0 / 6.0);
  const far = times(tail, minus(f64x2.splat(1), times(f64x2.splat(0.5), w)));
  return plus(a, plus(times(times(a, w), series), far));
}

/** cos(a + tail) for |a| ≤ 0.786, as `cosNear` of src/numbers/float64.ts. */
export function cosNear(a: v128, tail: v128): v128 {
  const one = f64x2.splat(1);
  const w = times(a, a);
  let series = f64x2.splat(-1.0 / 6402373705728000.0);
  series = next(series, w, 1.0 / 20922789888000.0);
  series = next(series, w, -1.0 / 87178291200.0);
  series = next(series, w, 1.0 / 479001600.0);
  series = next(series, w, -1.0 / 3628800.0);
  series = next(series, w, 1.0 / 40320.0);
  series = next(series, w, -1.0 / 720.0);
  series = next(series, w, 1.0 / 24.0);
  const half = times(f64x2.splat(0.5), w);
  const c = minus(one, half);
  const far = minus(times(times(w, w), series), times(a, tail));
  return plus(c, plus(minus(minus(one, c), half), far));
}

/** Of an angle's sine and cosine within its quarter, the one that the quarter (from 0 to 7) asks for, with its sign. */
export function inQuarter(sine: v128, cosine: v128, quarter: v128): v128 {
  const half = f64x2.floor(times(quarter, f64x2.splat(0.5)));
  const isEven = f64x2.eq(plus(half, half), quarter);
  const isBack = f64x2.ne(times(f64x2.floor(times(half, f64x2.splat(0.5))), f64x2.splat(2)), half);
  return v128.xor(v128.bitselect(sine, cosine, isEven), v128.and(isBack, f64x2.splat(-0.0)));
}
