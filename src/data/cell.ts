// One cell of a table: tells numbers, missing values and texts apart.

/** A text as CSV has it, which may spell a number; a number, missing where it is NaN; or null, a missing value. */
export type Cell = string | number | null;

const MISSING = new Set(["", "NA", "NaN", "nan", "null", "NULL", "?"]);
const POWERS = Float64Array.from({ length: 16 }, (_, n) => Number(`1e${n}`));
const BLANK_OR_CODED = /^\s*(?:$|0[box])/i; // what Number takes besides decimals
const INFINITE = /^\s*[+-]?inf(?:inity)?\s*$/i;

/** true for null, NaN, an empty text, NA, NaN, nan, null, NULL and ?, blanks around them left aside. */
export function isMissing(cell: Cell): boolean {
  return typeof cell === "string" ? MISSING.has(cell.trim()) : cell === null || Number.isNaN(cell);
}

/** The cell as a category's name: blanks around it do not count. */
export const textOf = (cell: Cell): string => (typeof cell === "string" ? cell : String(cell)).trim();

/**
 * The number that a whole cell is, ±∞ for one beyond float64 or an infinity spelled out; NaN for anything else.
 *
 * Method, for texts: up to 15 digits are an integer below 2⁵³ and 10ⁿ is exact up to n = 22, so that their quotient is
 * rounded once and has the bits of `Number(cell)`; all else goes there.
 * @see Clinger 1990, How to read floating point numbers accurately, section 3
 */
export function readNumber(cell: Cell): number {
  if (typeof cell !== "string") return cell ?? Number.NaN;
  const length = cell.length;
  const negative = length > 0 && cell.charCodeAt(0) === 45;
  const start = negative ? 1 : 0;
  if (length > 16 || length === start) return readAnyNumber(cell);
  let digits = 0;
  let point = -1;
  for (let at = start; at < length; at++) {
    const digit = cell.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (digit === -2 && point < 0) point = at;
    else return readAnyNumber(cell);
  }
  if (length - start > 15 || (point >= 0 && length - start < 2)) return readAnyNumber(cell);
  const value = point < 0 ? digits : digits / POWERS[length - 1 - point];
  return negative ? -value : value;
}

function readAnyNumber(cell: string): number {
  const value = Number(cell);
  if (Number.isNaN(value)) return INFINITE.test(cell) ? Number.POSITIVE_INFINITY : value;
  return BLANK_OR_CODED.test(cell) ? Number.NaN : value;
}
