// The lanes as loops over memory, for their tests only: (y, x, n), counts in elements.
import { exp } from "../../assembly/lanes/exp";
import { expm1 } from "../../assembly/lanes/expm1";
import { log } from "../../assembly/lanes/log";
import { log1p } from "../../assembly/lanes/log1p";
import { map, Unary } from "../../assembly/lanes/map";
import { sigmoid } from "../../assembly/lanes/sigmoid";
import { tanh } from "../../assembly/lanes/tanh";

class Exp extends Unary {
  of(a: v128): v128 {
    return exp(a);
  }
}
class Expm1 extends Unary {
  of(a: v128): v128 {
    return expm1(a);
  }
}
class Log extends Unary {
  of(a: v128): v128 {
    return log(a);
  }
}
class Log1p extends Unary {
  of(a: v128): v128 {
    return log1p(a);
  }
}
class Sigmoid extends Unary {
  of(a: v128): v128 {
    return sigmoid(a);
  }
}
class Tanh extends Unary {
  of(a: v128): v128 {
    return tanh(a);
  }
}

export function expOf(y: usize, x: usize, n: i32): void {
  map<Exp>(y, x, n);
}
export function expm1Of(y: usize, x: usize, n: i32): void {
  map<Expm1>(y, x, n);
}
export function logOf(y: usize, x: usize, n: i32): void {
  map<Log>(y, x, n);
}
export function log1pOf(y: usize, x: usize, n: i32): void {
  map<Log1p>(y, x, n);
}
export function sigmoidOf(y: usize, x: usize, n: i32): void {
  map<Sigmoid>(y, x, n);
}
export function tanhOf(y: usize, x: usize, n: i32): void {
  map<Tanh>(y, x, n);
}
