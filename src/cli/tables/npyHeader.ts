// What a .npy file says of itself before its elements, read strictly: nothing of it is believed that the file cannot hold.
import { shown } from "../../core/errors.ts";
import { type ByteSource, takeBytes } from "../byteSource.ts";
import { Failure } from "../failure.ts";
import { type NpyElement, npyElement } from "./npyElement.ts";

export interface NpyHeader {
  readonly rows: number;
  /** elements per row: the product of all dimensions but the first */
  readonly width: number;
  readonly element: NpyElement;
  /** true: column after column (Fortran's order) */
  readonly columnwise: boolean;
  /** where the elements begin */
  readonly start: number;
}

/** More are no table: an image of 295 × 295 pixels in three colours has as many. */
const MOST_COLUMNS = 1 << 18;
const MOST_HEADER_BYTES = 1 << 16; // numpy.save writes 118 but where a type has many fields

/** One entry of Python's dict: a name, and a text, a truth value, a tuple or a list. */
const entry = /\s*(['"])(\w+)\1\s*:\s*('[^'\\]*'|"[^"\\]*"|True|False|\([^()]*\)|\[.*\])\s*(?:,|(?=\}))/sy;

/** The entries of the dict; undefined where the text is none. */
function dictOf(text: string): Map<string, string> | undefined {
  const found = new Map<string, string>();
  const body = /^\s*\{(.*\})\s*$/s.exec(text)?.[1];
  if (body === undefined) return undefined;
  entry.lastIndex = 0;
  for (let at = 0; found.size <= 3; at = entry.lastIndex) {
    if (body.slice(at).trim() === "}") return found;
    const match = entry.exec(body);
    if (match === null || found.has(match[2])) return undefined;
    found.set(match[2], match[3]);
  }
  return undefined;
}

/** The numbers of a tuple; undefined where one is no whole number. Python 2 wrote 3L for 3. */
function tupleOf(text: string): number[] | undefined {
  const items = text.slice(1, -1).split(",");
  const last = items.pop()?.trim() ?? "";
  if (last !== "") items.push(last);
  else if (items.length === 0) return [];
  const isTuple = items.length > 1 || last === "";
  return isTuple && items.every((item) => /^\s*\d{1,15}L?\s*$/.test(item))
    ? items.map((item) => Number.parseInt(item, 10))
    : undefined;
}

/** The dict's text and where it ends. */
async function readDict(
  source: ByteSource,
  broken: (why: string) => Failure,
): Promise<{ text: string; start: number }> {
  const cursor = source.open();
  try {
    const begin = source.size < 12 ? undefined : await takeBytes(cursor, 12);
    if (begin === undefined || String.fromCharCode(...begin.subarray(0, 6)) !== "\x93NUMPY")
      throw broken("it does not begin as one");
    const [version, minor] = begin.subarray(6, 8);
    if (version < 1 || version > 3 || minor !== 0)
      throw broken(`its version is ${version}.${minor}, expected 1.0, 2.0 or 3.0`);
    const view = new DataView(begin.buffer);
    const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
    const start = (version === 1 ? 10 : 12) + length;
    if (start > source.size) throw broken(`its header of ${length} bytes goes beyond its end`);
    if (length > MOST_HEADER_BYTES)
      throw broken(`its header has ${length} bytes, expected at most ${MOST_HEADER_BYTES}`);
    const rest = await takeBytes(cursor, Math.max(0, start - 12));
    const bytes = version === 1 ? Buffer.concat([begin.subarray(10), rest]).subarray(0, length) : rest;
    return { text: Buffer.from(bytes).toString(version === 3 ? "utf8" : "latin1"), start };
  } finally {
    await cursor.close();
  }
}

/**
 *   | 6 bytes "\x93NUMPY" | version, 2 bytes | length of the header, 2 or 4 bytes | header, a Python dict | elements |
 *
 * @param name  what messages begin with
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @throws {Failure} on anything but a table of numbers or texts that the source is long enough for
 */
export async function npyHeader(name: string, source: ByteSource): Promise<NpyHeader> {
  const broken = (why: string) =>
    new Failure(`${name}: it is no whole .npy file (${why}). Save it again with numpy.save.`);
  const { text, start } = await readDict(source, broken);
  const dict = dictOf(text);
  const [type, order, tuple] = ["descr", "fortran_order", "shape"].map((key) => dict?.get(key));
  if (dict?.size !== 3 || type === undefined || !/^(?:True|False)$/.test(order ?? "") || !tuple?.startsWith("("))
    throw broken("its header does not say type, order and shape");
  const shape = tupleOf(tuple);
  if (shape === undefined) throw broken(`its shape is ${shown(tuple)}, expected whole numbers`);
  const element = npyElement(name, type);
  if (shape.length < 1 || shape.length > 4)
    throw new Failure(
      `${name}: it has ${shape.length} dimensions; expected rows × columns. Save it with .reshape(rows, columns).`,
    );
  const rows = shape[0];
  const width = shape.slice(1).reduce((product, length) => product * length, 1);
  if (rows < 1 || width < 1)
    throw new Failure(`${name}: its shape is ${shape.join(" × ")}; expected at least one row and one column.`);
  if (width > MOST_COLUMNS)
    throw new Failure(
      `${name}: a row has ${width} values; expected at most ${MOST_COLUMNS}. Is the first dimension that of the rows?`,
    );
  const available = source.size - start;
  if (rows > available / (width * element.bytes))
    throw broken(`${available} bytes of elements where ${rows} × ${width} of ${element.bytes} bytes are said`);
  const columnwise = order === "True" && shape.length > 1;
  if (columnwise && shape.length > 2)
    throw new Failure(`${name}: more than two dimensions in Fortran order. Save it with numpy.ascontiguousarray(…).`);
  return { rows, width, element, columnwise, start };
}
