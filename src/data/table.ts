// Copies rows or a flat array of numbers into one Float32Array, checked value by value.
import { DataError, ShapeError } from "../core/errors.ts";
import { floats } from "../core/floats.ts";

/** Any typed array of numbers (not of bigints). */
export type NumberArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;
/** Rows of numbers, or all rows one after another. */
export type Numbers = readonly (readonly number[] | NumberArray)[] | readonly number[] | NumberArray;

/** A table in row-major order: `values[row · width + column]`. */
export interface Table {
  readonly values: Float32Array;
  readonly rows: number;
  readonly width: number;
}

/** What is known of a table before it is read. */
export interface TableShape {
  readonly rows?: number | undefined;
  readonly width?: number | undefined;
  readonly names?: readonly string[] | undefined;
  /** Whether a flat Float32Array may be given back as it is: the caller reads it at once and does not write it. */
  readonly borrowed?: boolean;
}

type ArrayLikeOf<T> = { readonly length: number; readonly [index: number]: T };

/** true for typed arrays and for plain arrays. */
export function isArrayLike(value: unknown): value is ArrayLikeOf<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** true for a Float32Array of any realm (a frame's or a vm context's is not `instanceof` ours). */
export function isFloat32Array(value: unknown): value is Float32Array {
  return Object.prototype.toString.call(value) === "[object Float32Array]";
}

/**
 * `value` as a float32, where it is one.
 * @throws {DataError} on anything but a number, on NaN and ±∞, and on numbers that are infinite in float32
 */
export function checkedNumber(where: string, value: unknown, row: number, column: number, name?: string): number {
  if (typeof value === "number" && Number.isFinite(Math.fround(value))) return value;
  const location = `${where}, row ${row}, column ${column}${name === undefined ? "" : ` (${name})`}`;
  const large = typeof value === "number" && Number.isFinite(value);
  throw new DataError({
    where: location,
    received: value,
    expected: large ? "a number within float32's range, ±3.4e38" : "a finite number",
    hint: large ? "Scale the column." : "Fill the value in, or leave the row out.",
    row,
    column,
  });
}

function readRows(where: string, rows: ArrayLikeOf<unknown>, shape: TableShape): Table {
  const first = rows[0];
  const width = shape.width ?? (isArrayLike(first) ? first.length : 0);
  const values = floats(where, rows.length * width);
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r];
    if (!isArrayLike(row))
      throw new DataError({
        where: `${where}, row ${r}`,
        received: row,
        expected: `an array of ${width} numbers`,
        row: r,
      });
    if (row.length !== width)
      throw new ShapeError({
        where: `${where}, row ${r}`,
        received: row,
        expected: `${width} values, as ${shape.width === undefined ? "row 0 has" : "the table's width asks for"}`,
      });
    for (let c = 0; c < width; c++) values[r * width + c] = checkedNumber(where, row[c], r, c, shape.names?.[c]);
  }
  return { values, rows: rows.length, width };
}

/**
 * Whether there is no NaN and no ±∞: x − x is 0 for every other number. On typed arrays alone, and in four sums, since one would
 * wait four cycles for each number.
 */
function areFinite(values: Float32Array): boolean {
  const { length } = values;
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    a += values[i] - values[i];
    b += values[i + 1] - values[i + 1];
    c += values[i + 2] - values[i + 2];
    d += values[i + 3] - values[i + 3];
  }
  for (; i < length; i++) a += values[i] - values[i];
  return a + b + c + d === 0;
}

function readFlat(where: string, flat: ArrayLikeOf<unknown>, shape: TableShape): Table {
  const { length } = flat;
  const width = shape.width ?? (shape.rows === undefined ? Number.NaN : length / shape.rows);
  if (Number.isNaN(width))
    throw new ShapeError({
      where,
      received: flat,
      expected: "the width of a row beside a flat array",
      hint: "Give `features` (numbers per row) or `rows`.",
    });
  if (!Number.isInteger(length / width))
    throw new ShapeError({
      where,
      received: flat,
      expected:
        shape.width === undefined ? `a multiple of ${shape.rows} rows` : `a multiple of ${width} values per row`,
    });
  if (isFloat32Array(flat) && areFinite(flat))
    // a subclass is copied too: its slices need not be Float32Arrays
    return {
      values: shape.borrowed && flat.constructor === Float32Array ? flat : new Float32Array(flat),
      rows: length / width,
      width,
    };
  const values = floats(where, length);
  for (let i = 0; i < length; i++) {
    const column = i % width;
    values[i] = checkedNumber(where, flat[i], (i - column) / width, column, shape.names?.[column]);
  }
  return { values, rows: length / width, width };
}

/**
 * Rows of numbers, or a flat row-major array, as one Float32Array, copied unless `borrowed`.
 *
 * @param shape.width  numbers per row; needed with a flat array unless `rows` is given
 * @param shape.names  column names for the messages
 * @throws {ShapeError} on ragged rows, a wrong width or number of rows
 * @throws {DataError} on an empty table and on a value that is no finite float32, naming row and column
 */
export function readTable(where: string, value: unknown, shape: TableShape = {}): Table {
  if (!isArrayLike(value))
    throw new DataError({ where, received: value, expected: "an array of rows of numbers, or a flat typed array" });
  if (value.length === 0) throw new DataError({ where, received: value, expected: "at least one row" });
  const table = isArrayLike(value[0]) ? readRows(where, value, shape) : readFlat(where, value, shape);
  if (table.width === 0) throw new ShapeError({ where, received: value[0], expected: "at least one number per row" });
  if (shape.rows !== undefined && table.rows !== shape.rows)
    throw new ShapeError({ where, received: table.rows, expected: `${shape.rows} rows` });
  return table;
}
