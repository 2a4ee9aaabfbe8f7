// NumPy's .npy and .npz files as the text of a table. Knows no target but npz's y.
import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";
import { Failure } from "../failure.ts";
import { headerText, rowsText } from "./rowsText.ts";

const ROWS = 1 << 14;

interface NumpyArray {
  readonly rows: number;
  readonly width: number;
  at(row: number, column: number): unknown;
}

/** How many bytes an element has, and how it is read; little-endian but where the type says ">". */
function elementOf(path: string, type: string) {
  const [, order, kind, size] = /^([<>|=])([fiubUS])(\d+)$/.exec(type) ?? [];
  const little = order !== ">";
  if (kind === "U" || kind === "S") {
    // texts of fixed length, filled up with zeros: 4 bytes per character, or 1
    const width = kind === "U" ? 4 : 1;
    const code = (view: DataView, at: number) => (width === 4 ? view.getUint32(at, little) : view.getUint8(at));
    const read = (view: DataView, at: number) => {
      const codes = Array.from({ length: Number(size) }, (_, i) => code(view, at + width * i));
      while (codes[codes.length - 1] === 0) codes.pop();
      return String.fromCodePoint(...codes);
    };
    return { bytes: width * Number(size), read };
  }
  const bytes = Number(size);
  const readers: Readonly<Record<string, (view: DataView, at: number) => unknown>> = {
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
  };
  const read = readers[`${kind}${size}`];
  if (read === undefined)
    throw new Failure(
      `${path}: its elements are of type ${type}; expected numbers (f4, f8, i1 … u8, b1) or texts (U, S). Save it with .astype("float32").`,
    );
  return { bytes, read };
}

/**
 *   | 6 bytes "\x93NUMPY" | version, 2 bytes | length of the header, 2 or 4 bytes | header, a Python dict | elements |
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
function arrayOf(path: string, bytes: Uint8Array): NumpyArray {
  const broken = (why: string) => new Failure(`${path}: it is no whole .npy file (${why}).`);
  if (bytes.length < 12 || String.fromCharCode(...bytes.subarray(1, 6)) !== "NUMPY")
    throw broken("it does not begin as one");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = bytes[6] >= 2;
  const from = wide ? 12 : 10;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(from, from + length));
  const type = /'descr':\s*'([^']+)'/.exec(header)?.[1];
  const shape = /'shape':\s*\(([^)]*)\)/
    .exec(header)?.[1]
    ?.split(",")
    .filter((n) => n.trim() !== "")
    .map(Number);
  if (type === undefined || shape === undefined) throw broken("its header says no type or shape");
  if (shape.length < 1 || shape.length > 4)
    throw new Failure(`${path}: it has ${shape.length} dimensions; expected rows × columns.`);
  const { bytes: size, read } = elementOf(path, type);
  const rows = shape[0];
  const width = shape.slice(1).reduce((product, n) => product * n, 1);
  const data = from + length;
  if (bytes.length - data < rows * width * size)
    throw broken(`${bytes.length - data} bytes of elements where ${rows} × ${width} need ${rows * width * size}`);
  const columnwise = header.includes("'fortran_order': True");
  if (columnwise && shape.length > 2)
    throw new Failure(`${path}: more than two dimensions in Fortran order. Save it in C order.`);
  const at = (row: number, column: number) =>
    read(view, data + size * (columnwise ? column * rows + row : row * width + column));
  return { rows, width, at };
}

/** The files of a zip archive, from its central directory. */
function unzipped(path: string, bytes: Uint8Array): Map<string, Uint8Array> {
  const broken = () => new Failure(`${path}: it is no whole .npz file.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw broken();
  const files = new Map<string, Uint8Array>();
  try {
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      const [method, size, name, extra, comment] = [10, 20, 28, 30, 32].map((offset) =>
        offset === 20 ? view.getUint32(at + offset, true) : view.getUint16(at + offset, true),
      );
      const local = view.getUint32(at + 42, true);
      const title = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name));
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const packed = bytes.subarray(start, start + size);
      files.set(title.replace(/\.npy$/, ""), method === 8 ? inflateRawSync(packed) : packed);
      at += 46 + name + extra + comment;
    }
  } catch {
    throw broken();
  }
  return files;
}

function* textOf(
  arrays: readonly { readonly array: NumpyArray; readonly names: readonly string[] }[],
): Generator<string> {
  const places = arrays.flatMap(({ array }) => Array.from({ length: array.width }, (_, column) => ({ array, column })));
  yield headerText(arrays.flatMap(({ names }) => names));
  const { rows } = arrays[0].array;
  for (let from = 0; from < rows; from += ROWS)
    yield rowsText(Math.min(ROWS, rows - from), places.length, (row, column) =>
      places[column].array.at(from + row, places[column].column),
    );
}

const columnNames = (prefix: string, width: number) => Array.from({ length: width }, (_, i) => `${prefix}${i}`);

/** Columns x0, x1, …; of an archive its inputs (x, X, inputs, data, …) as these and its targets (y, targets, labels, …) as y. */
export async function* numpyText(path: string): AsyncGenerator<string> {
  const bytes = await readFile(path);
  if (!path.endsWith(".npz")) {
    const array = arrayOf(path, bytes);
    yield* textOf([{ array, names: columnNames("x", array.width) }]);
    return;
  }
  const files = unzipped(path, bytes);
  const found = (names: readonly string[]) => names.find((name) => files.has(name));
  const inputs = found(["x", "X", "inputs", "data", "features", "x_train", "X_train", "arr_0"]);
  const targets = found(["y", "Y", "targets", "target", "labels", "y_train", "arr_1"]);
  if (inputs === undefined)
    throw new Failure(
      `${path}: it holds ${[...files.keys()].join(", ")}; expected an array x (rows × columns) and, to train, y.`,
    );
  const x = arrayOf(path, files.get(inputs) as Uint8Array);
  const arrays = [{ array: x, names: columnNames("x", x.width) }];
  if (targets !== undefined) {
    const y = arrayOf(path, files.get(targets) as Uint8Array);
    if (y.rows !== x.rows || y.width !== 1)
      throw new Failure(
        `${path}: ${targets} has ${y.rows} × ${y.width} values, expected ${x.rows}, one per row of ${inputs}.`,
      );
    arrays.push({ array: y, names: ["y"] });
  }
  yield* textOf(arrays);
}
