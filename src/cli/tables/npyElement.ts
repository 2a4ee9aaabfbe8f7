// The types of NumPy's elements: how many bytes one has, and what it is read as.
import { shown } from "../../core/errors.ts";
import { Failure } from "../failure.ts";

export interface NpyElement {
  readonly bytes: number;
  /** The value whose bytes begin at `at`. @throws {RangeError} on a text with a number that is no character's */
  read(view: DataView, at: number): unknown;
}

const MOST_CHARACTERS = 1 << 20;

/** Float16: 1 bit sign, 5 exponent, 10 fraction (IEEE 754-2008, binary16). */
function float16(bits: number): number {
  const sign = bits >>> 15 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? (sign * fraction) / 2 ** 24 : (sign * (1024 + fraction) * 2 ** exponent) / 2 ** 25;
}

/** Numbers and truth values by kind and bytes. */
const numbers = (little: boolean): Readonly<Record<string, NpyElement["read"]>> => ({
  f2: (view, at) => float16(view.getUint16(at, little)),
  f4: (view, at) => view.getFloat32(at, little),
  f8: (view, at) => view.getFloat64(at, little),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at) => view.getInt16(at, little),
  i4: (view, at) => view.getInt32(at, little),
  i8: (view, at) => view.getBigInt64(at, little),
  u1: (view, at) => view.getUint8(at),
  u2: (view, at) => view.getUint16(at, little),
  u4: (view, at) => view.getUint32(at, little),
  u8: (view, at) => view.getBigUint64(at, little),
  b1: (view, at) => view.getUint8(at) !== 0,
});

/** Texts of fixed length, filled up with zeros: 4 bytes per character (U), or 1 (S). */
function textElement(length: number, wide: boolean, little: boolean): NpyElement {
  const bytes = wide ? 4 * length : length;
  const code = (view: DataView, at: number, i: number) =>
    wide ? view.getUint32(at + 4 * i, little) : view.getUint8(at + i);
  const read = (view: DataView, at: number) => {
    let end = length;
    while (end > 0 && code(view, at, end - 1) === 0) end--;
    let text = "";
    for (let i = 0; i < end; i++) text += String.fromCodePoint(code(view, at, i));
    return text;
  };
  return { bytes, read };
}

/** How arrays of other types are saved so that they can be read, by kind. */
const remedies: Readonly<Record<string, string>> = {
  f: 'It is a float of another size: save it with .astype("float64").',
  c: "It is complex: save real and imaginary parts as columns, with numpy.column_stack([a.real, a.imag]).",
  O: 'It holds Python objects, which are never unpacked, since that would run code of the file: save it with .astype("float64") or .astype(str).',
  M: 'It holds dates: save them with .astype("int64") as numbers, or .astype(str) as texts.',
  m: 'It holds spans of time: save them as numbers with .astype("int64").',
  V: "It holds structures: save it as columns, with numpy.lib.recfunctions.structured_to_unstructured, or as Parquet.",
};

/**
 * The type that a header names; little-endian but where it says ">".
 * @param name  what messages begin with
 * @param descr  as Python writes it: a text in quotes, or a list where elements have fields
 * @throws {Failure} on a type that is not read
 */
export function npyElement(name: string, descr: string): NpyElement {
  const isText = /^['"]/.test(descr);
  const type = isText ? descr.slice(1, -1) : descr;
  const [, order, kind = isText ? "" : "V", digits] = /^([<>|=])?([a-zA-Z])(\d{0,9})(?:\[.*\])?$/.exec(type) ?? [];
  const size = Number(digits);
  const little = order !== ">";
  if (order !== undefined && (kind === "U" || kind === "S" || kind === "a")) {
    if (size >= 1 && size <= MOST_CHARACTERS) return textElement(size, kind === "U", little);
    throw new Failure(
      `${name}: its texts have room for ${size} characters each; expected 1 to ${MOST_CHARACTERS}. Save it with .astype("U100").`,
    );
  }
  const known = numbers(little);
  const key = `${kind}${digits}`;
  if (isText && order !== undefined && Object.hasOwn(known, key)) return { bytes: size, read: known[key] };
  const remedy = Object.hasOwn(remedies, kind) ? remedies[kind] : 'Save it with .astype("float32").';
  throw new Failure(
    `${name}: its elements are of type ${shown(type)}; expected numbers (f2, f4, f8, i1 … u8, b1) or texts (U, S). ${remedy}`,
  );
}
