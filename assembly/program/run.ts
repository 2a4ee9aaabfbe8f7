// Walks records and calls their kernels through the table.
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

/**
 * Goes on from the cursor through `passes` until pass `end`, a halt, or a record that would exceed the work left.
 * The first record always runs, so that every call makes progress. A kernel gets the address of its record's operands.
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
      call_indirect<void>(load<u32>(record), record + RECORD_OPERANDS);
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
