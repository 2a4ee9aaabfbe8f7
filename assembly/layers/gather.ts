// Brings the rows of one block together, in the order of the epoch. Knows no layer and no loss.
import { CURSOR_ROW } from "../abi";

class Table {
  /** Number in the table of row `r` of the block; without an order the rows stand as they come. */
  @inline static row(order: usize, cursor: usize, r: i32): usize {
    const at = <usize>load<u32>(cursor + CURSOR_ROW) + <usize>r;
    return order ? <usize>load<u32>(order + (at << 2)) : at;
  }
}

/** Rows of up to so many bytes are copied by loads and stores: memory.copy is a call, which costs as much as the copying of hundreds. */
const SHORT: usize = 128;

/**
 * outputs[r] = table[order[row + r]], row being the cursor's.
 *
 * @param outputs  rows × width, written
 * @param table    any number of rows × width
 * @param order    uint32 row numbers, or address 0: rows as they stand
 * @param cursor   where the run is
 */
export function gatherRows(outputs: usize, table: usize, order: usize, cursor: usize, rows: i32, width: i32): void {
  const bytes = (<usize>width) << 2;
  const whole = bytes & ~15;
  for (let r = 0; r < rows; r++, outputs += bytes) {
    const from = table + Table.row(order, cursor, r) * bytes;
    if (bytes > SHORT) {
      memory.copy(outputs, from, bytes);
      continue;
    }
    let at: usize = 0;
    for (; at < whole; at += 16) v128.store(outputs + at, v128.load(from + at));
    for (; at < bytes; at += 4) store<f32>(outputs + at, load<f32>(from + at));
  }
}

/**
 * One number per row as a row of targets: targets[r][c] = levels[1] where c is the row's class, levels[0] elsewhere.
 * With one column the class is its truth value: 0 → levels[0], 1 → levels[1].
 *
 * @param targets  rows × width, written
 * @param table    class numbers as float32, one per row
 * @param order    uint32 row numbers, or address 0: rows as they stand
 * @param levels   [off, on], float32
 * @param cursor   where the run is
 */
export function gatherClasses(
  targets: usize,
  table: usize,
  order: usize,
  levels: usize,
  cursor: usize,
  rows: i32,
  width: i32,
): void {
  const off = load<f32>(levels);
  const on = load<f32>(levels, 4);
  for (let r = 0; r < rows; r++) {
    const label = <i32>load<f32>(table + (Table.row(order, cursor, r) << 2));
    const hot = width == 1 ? label - 1 : label;
    for (let c = 0; c < width; c++, targets += 4) store<f32>(targets, c == hot ? on : off);
  }
}

/**
 * rowWeights[r] = classWeights[class of row order[row + r]].
 *
 * @param rowWeights    rows, written
 * @param table         class numbers as float32, one per row
 * @param order         uint32 row numbers, or address 0: rows as they stand
 * @param classWeights  float32, one per class
 * @param cursor        where the run is
 */
export function gatherWeights(
  rowWeights: usize,
  table: usize,
  order: usize,
  classWeights: usize,
  cursor: usize,
  rows: i32,
): void {
  for (let r = 0; r < rows; r++, rowWeights += 4) {
    const label = <usize>load<f32>(table + (Table.row(order, cursor, r) << 2));
    store<f32>(rowWeights, load<f32>(classWeights + (label << 2)));
  }
}
