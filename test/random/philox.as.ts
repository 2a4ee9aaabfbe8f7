// The core's philox4 over memory, for its test only: four counters, one vector per word of the counter.
import { philox4 } from "../../assembly/random/philox";

export function philoxBlocks(to: usize, counters: usize, key0: u32, key1: u32): void {
  philox4(
    to,
    v128.load(counters),
    v128.load(counters, 16),
    v128.load(counters, 32),
    v128.load(counters, 48),
    key0,
    key1,
  );
}
