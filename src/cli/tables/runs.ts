// Parquet's runs (its "RLE / bit-packing hybrid"): walked before they are decoded, so that none is longer than what it is for.
import { TableFault } from "./tableFault.ts";

const WIDEST = 24; // bits; hyparquet decodes no wider ones rightly

/** How many of the first `count` bits are 1. */
function onesIn(bytes: Uint8Array, at: number, count: number): number {
  let ones = 0;
  for (let i = 0; i < count; i++) ones += (bytes[at + (i >> 3)] >> (i & 7)) & 1;
  return ones;
}

/** The head of a run: its length and, in the lowest bit, its kind. */
function headAt(bytes: Uint8Array, at: number, end: number): { head: number; next: number } {
  let head = 0;
  for (let i = 0; i < 5 && at + i < end; i++) {
    head += (bytes[at + i] & 127) * 2 ** (7 * i);
    if (bytes[at + i] < 128 && head < 2 ** 31) return { head, next: at + i + 1 };
  }
  throw new TableFault("a run of values has no whole head");
}

/**
 * Walks the runs of `count` values of `width` bits between `at` and `end`.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 * @returns how many of the values are 1, where `width` is 1
 * @throws {TableFault} where a run is longer than what is left of values or bytes
 */
export function checkRuns(bytes: Uint8Array, at: number, end: number, width: number, count: number): number {
  if (width > WIDEST) throw new TableFault(`values have ${width} bits where at most ${WIDEST} are read`);
  let ones = 0;
  let left = count;
  let next = at;
  while (left > 0) {
    const { head, next: data } = headAt(bytes, next, end);
    const run = head >> 1;
    if (head & 1) {
      const length = run * width;
      if (8 * run > left + 7 && (width === 0 || data + length > end))
        throw new TableFault(`a run of ${8 * run} values stands where ${left} are left`);
      const values = Math.min(left, 8 * run);
      if (data + Math.ceil((values * width) / 8) > end) throw new TableFault("a run of values is cut off");
      if (width === 1) ones += onesIn(bytes, data, values);
      left -= values;
      next = data + length;
    } else {
      if (run > left) throw new TableFault(`a run of ${run} values stands where ${left} are left`);
      next = data + ((width + 7) >> 3);
      if (next > end) throw new TableFault("a run of values is cut off");
      if (width === 1 && bytes[data] > 1) throw new TableFault(`the value ${bytes[data]} stands where 0 or 1 must`);
      if (width === 1) ones += run * bytes[data];
      left -= run;
    }
  }
  return ones;
}
