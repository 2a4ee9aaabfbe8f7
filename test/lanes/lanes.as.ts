// The lanes as loops over memory, for their tests only: (y, x, n), the count in elements.
import { exp } from "../../assembly/lanes/exp";
import { expm1 } from "../../assembly/lanes/expm1";
import { Flush } from "../../assembly/lanes/flush";
import { gaussianCdf } from "../../assembly/lanes/gaussianCdf";
import { log } from "../../assembly/lanes/log";
import { log1p } from "../../assembly/lanes/log1p";
import { Binary, BinaryWith, map, map2, map2With, mapWith, Unary, UnaryWith } from "../../assembly/lanes/map";
import { sigmoid } from "../../assembly/lanes/sigmoid";
import { tanh } from "../../assembly/lanes/tanh";

class Exp extends Unary {
  of(a: v128): v128 {
    return exp(a);
  }
}
export function expOf(y: usize, x: usize, n: i32): void {
  map<Exp>(y, x, n);
}

class Expm1 extends Unary {
  of(a: v128): v128 {
    return expm1(a);
  }
}
export function expm1Of(y: usize, x: usize, n: i32): void {
  map<Expm1>(y, x, n);
}

class GaussianCdf extends Unary {
  of(a: v128): v128 {
    return gaussianCdf(a);
  }
}
export function gaussianCdfOf(y: usize, x: usize, n: i32): void {
  map<GaussianCdf>(y, x, n);
}

class Log extends Unary {
  of(a: v128): v128 {
    return log(a);
  }
}
export function logOf(y: usize, x: usize, n: i32): void {
  map<Log>(y, x, n);
}

class Log1p extends Unary {
  of(a: v128): v128 {
    return log1p(a);
  }
}
export function log1pOf(y: usize, x: usize, n: i32): void {
  map<Log1p>(y, x, n);
}

class Sigmoid extends Unary {
  of(a: v128): v128 {
    return sigmoid(a);
  }
}
export function sigmoidOf(y: usize, x: usize, n: i32): void {
  map<Sigmoid>(y, x, n);
}

class Tanh extends Unary {
  of(a: v128): v128 {
    return tanh(a);
  }
}
export function tanhOf(y: usize, x: usize, n: i32): void {
  map<Tanh>(y, x, n);
}

class Flushed extends UnaryWith {
  of(a: v128, p: v128): v128 {
    return Flush.below(a, p);
  }
}
/** Flush.below(x, 2⁻⁶³) */
export function flushOf(y: usize, x: usize, n: i32): void {
  mapWith<Flushed>(y, x, f32x4.splat(1.0842021724855044e-19), n);
}

class Difference extends Binary {
  of(a: v128, b: v128): v128 {
    return f32x4.sub(a, b);
  }
}
export function differenceOf(y: usize, a: usize, b: usize, n: i32): void {
  map2<Difference>(y, a, b, n);
}

class ScaledDifference extends BinaryWith {
  of(a: v128, b: v128, p: v128): v128 {
    return f32x4.mul(f32x4.sub(a, b), p);
  }
}
/** (a − b)·p₀ */
export function scaledDifferenceOf(y: usize, a: usize, b: usize, p: usize, n: i32): void {
  map2With<ScaledDifference>(y, a, b, v128.load32_splat(p), n);
}
