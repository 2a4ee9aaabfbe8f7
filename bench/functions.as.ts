// exp, tanh and log of the core's lanes over a tensor, to be timed.
import { exp } from "../assembly/lanes/exp";
import { log } from "../assembly/lanes/log";
import { map, Unary } from "../assembly/lanes/map";
import { sigmoid } from "../assembly/lanes/sigmoid";
import { tanh } from "../assembly/lanes/tanh";

class Exp extends Unary {
  of(t: v128): v128 {
    return exp(t);
  }
}
class Tanh extends Unary {
  of(t: v128): v128 {
    return tanh(t);
  }
}
class Log extends Unary {
  of(t: v128): v128 {
    return log(t);
  }
}
class Sigmoid extends Unary {
  of(t: v128): v128 {
    return sigmoid(t);
  }
}

export function expAll(y: usize, a: usize, count: i32): void {
  map<Exp>(y, a, count);
}
export function tanhAll(y: usize, a: usize, count: i32): void {
  map<Tanh>(y, a, count);
}
export function logAll(y: usize, a: usize, count: i32): void {
  map<Log>(y, a, count);
}
export function sigmoidAll(y: usize, a: usize, count: i32): void {
  map<Sigmoid>(y, a, count);
}
