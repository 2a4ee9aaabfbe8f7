// Brings the rows of one block together, in the order of the epoch.
import { Cursor } from "../operands/cursor";

class Table {
  /** Number in the table of row `r` of the block; without an order the rows stand as they come. */
  @inline static row(order: usize, first: u32, r: i32): usize {
    const at = <usize>first + <usize>r;
    return order ? <usize>load<u32>(order + (at << 2)) : at;
  }
}

/** Rows of up to so many bytes are copied by loads and stores: memory.copy is a call, which costs as much as the copying of hundreds. */
const SHORT: usize = 128;

@unmanaged
class GatherRows {
  /** rows × width, written */
  outputs: usize;
  /** any number of rows × width */
  table: usize;
  /** uint32 row numbers, or address 0: rows as they stand */
  order: usize;
  cursor: Cursor;
  rows: i32;
  width: i32;
}

/** outputs[r] = table[order[row + r]], row being the cursor's. */
export function gatherRows(o: GatherRows): void {
  const table = o.table;
  const order = o.order;
  const first = o.cursor.row;
  const rows = o.rows;
  const bytes = (<usize>o.width) << 2;
  const whole = bytes & ~15;
  let outputs = o.outputs;
  for (let r = 0; r < rows; r++, outputs += bytes) {
    const from = table + Table.row(order, first, r) * bytes;
    if (bytes > SHORT) {
      memory.copy(outputs, from, bytes);
      continue;
    }
    let at: usize = 0;
    for (; at < whole; at += 16) v128.store(outputs + at, v128.load(from + at));
    for (; at < bytes; at += 4) store<f32>(outputs + at, load<f32>(from + at));
  }
}

/** What class numbers become in a row of targets. */
@unmanaged
class Levels {
  off: f32;
  on: f32;
}

@unmanaged
class GatherClasses {
  /** rows × width, written */
  targets: usize;
  /** class numbers as float32, one per row */
  table: usize;
  /** uint32 row numbers, or address 0: rows as they stand */
  order: usize;
  levels: Levels;
  cursor: Cursor;
  rows: i32;
  width: i32;
}

/**
 * One number per row as a row of targets: targets[r][c] = on where c is the row's class, off elsewhere.
 * With one column the class is its truth value: 0 → off, 1 → on.
 */
export function gatherClasses(o: GatherClasses): void {
  const table = o.table;
  const order = o.order;
  const first = o.cursor.row;
  // their bits: V8 chooses between integers without a branch
  const off = load<u32>(changetype<usize>(o.levels), offsetof<Levels>("off"));
  const on = load<u32>(changetype<usize>(o.levels), offsetof<Levels>("on"));
  const rows = o.rows;
  const width = o.width;
  let targets = o.targets;
  for (let r = 0; r < rows; r++) {
    const label = <i32>load<f32>(table + (Table.row(order, first, r) << 2));
    const hot = width == 1 ? label - 1 : label;
    for (let c = 0; c < width; c++, targets += 4) store<u32>(targets, c == hot ? on : off);
  }
}

@unmanaged
class GatherWeights {
  /** rows, written */
  rowWeights: usize;
  /** class numbers as float32, one per row */
  table: usize;
  /** uint32 row numbers, or address 0: rows as they stand */
  order: usize;
  /** float32, one per class */
  classWeights: usize;
  cursor: Cursor;
  rows: i32;
}

/** rowWeights[r] = classWeights[class of row order[row + r]], row being the cursor's. */
export function gatherWeights(o: GatherWeights): void {
  for (let r = 0; r < o.rows; r++) {
    const label = <usize>load<f32>(o.table + (Table.row(o.order, o.cursor.row, r) << 2));
    store<f32>(o.rowWeights + ((<usize>r) << 2), load<f32>(o.classWeights + (label << 2)));
  }
}
