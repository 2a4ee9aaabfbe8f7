// Walks records: fetches operands from memory and calls kernels through the table. Knows no kernel.
import {
  CURSOR_HALT,
  CURSOR_RECORD,
  CURSOR_ROW,
  CURSOR_STEP,
  PASS_BYTES,
  PASS_RECORDS,
  PASS_ROW,
  PASS_STEP,
  RECORD_BYTES,
  RECORD_OPERANDS,
  RECORD_WORK,
  RUN_DONE,
  RUN_HALTED,
  RUN_MORE,
} from "../abi";

/** Calls the kernel in table slot `slot` with the record's first `arity` operands; another arity than the kernel's traps. */
function call(r: usize, slot: u32, arity: i32): void {
  const a = load<i32>(r, RECORD_OPERANDS);
  const b = load<i32>(r, RECORD_OPERANDS + 4);
  const c = load<i32>(r, RECORD_OPERANDS + 8);
  const d = load<i32>(r, RECORD_OPERANDS + 12);
  const e = load<i32>(r, RECORD_OPERANDS + 16);
  if (arity < 6) {
    if (arity == 5) call_indirect<void>(slot, a, b, c, d, e);
    else if (arity == 4) call_indirect<void>(slot, a, b, c, d);
    else if (arity == 3) call_indirect<void>(slot, a, b, c);
    else if (arity == 2) call_indirect<void>(slot, a, b);
    else call_indirect<void>(slot, a);
    return;
  }
  const f = load<i32>(r, RECORD_OPERANDS + 20);
  const g = load<i32>(r, RECORD_OPERANDS + 24);
  const h = load<i32>(r, RECORD_OPERANDS + 28);
  const i = load<i32>(r, RECORD_OPERANDS + 32);
  if (arity == 6) call_indirect<void>(slot, a, b, c, d, e, f);
  else if (arity == 7) call_indirect<void>(slot, a, b, c, d, e, f, g);
  else if (arity == 8) call_indirect<void>(slot, a, b, c, d, e, f, g, h);
  else if (arity == 9) call_indirect<void>(slot, a, b, c, d, e, f, g, h, i);
  else {
    const j = load<i32>(r, RECORD_OPERANDS + 36);
    const k = load<i32>(r, RECORD_OPERANDS + 40);
    const l = load<i32>(r, RECORD_OPERANDS + 44);
    const m = load<i32>(r, RECORD_OPERANDS + 48);
    const n = load<i32>(r, RECORD_OPERANDS + 52);
    if (arity == 10) call_indirect<void>(slot, a, b, c, d, e, f, g, h, i, j);
    else if (arity == 11) call_indirect<void>(slot, a, b, c, d, e, f, g, h, i, j, k);
    else if (arity == 12) call_indirect<void>(slot, a, b, c, d, e, f, g, h, i, j, k, l);
    else if (arity == 13) call_indirect<void>(slot, a, b, c, d, e, f, g, h, i, j, k, l, m);
    else call_indirect<void>(slot, a, b, c, d, e, f, g, h, i, j, k, l, m, n);
  }
}

/**
 * Goes on from the cursor through `passes` until pass `end`, a halt, or a record that would exceed the work left.
 * The first record always runs, so that every call makes progress.
 *
 * @param cursor  [pass, record, row, step, halt], int32. Pass, row and step are written before each pass, so that
 *                kernels read where they are; the record when the walk stops
 * @param passes  [address of the first record, records, row, step] × passes, int32
 * @param end     the pass to stop before
 * @param work    multiply-adds that may be spent, by the records' own estimates
 * @returns RUN_DONE at `end`, RUN_MORE where work ran out, RUN_HALTED after a record that set the cursor's halt
 */
export function run(cursor: usize, passes: usize, end: i32, work: i32): i32 {
  let pass = load<i32>(cursor);
  let at = load<i32>(cursor + CURSOR_RECORD);
  let left = work;
  let first = true;
  while (pass < end) {
    const entry = passes + <usize>pass * PASS_BYTES;
    const records = load<i32>(entry + PASS_RECORDS);
    store<i32>(cursor, pass);
    store<i32>(cursor + CURSOR_ROW, load<i32>(entry + PASS_ROW));
    store<i32>(cursor + CURSOR_STEP, load<i32>(entry + PASS_STEP));
    let record = <usize>load<u32>(entry) + <usize>at * RECORD_BYTES;
    for (; at < records; at++, record += RECORD_BYTES) {
      const cost = load<i32>(record + RECORD_WORK);
      if (cost > left && !first) {
        store<i32>(cursor + CURSOR_RECORD, at);
        return RUN_MORE;
      }
      left -= cost;
      first = false;
      const kernel = load<u32>(record);
      call(record, kernel & 0xffff, <i32>(kernel >> 16));
      if (load<i32>(cursor + CURSOR_HALT) != 0) {
        store<i32>(cursor + CURSOR_RECORD, at);
        return RUN_HALTED;
      }
    }
    at = 0;
    pass++;
  }
  store<i32>(cursor, pass);
  store<i32>(cursor + CURSOR_RECORD, 0);
  return RUN_DONE;
}

/** First address that the core does not use itself; the host's tensors begin there. */
export function firstFreeByte(): usize {
  return __heap_base;
}
