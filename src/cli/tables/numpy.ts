// NumPy's .npy and .npz files as rows.
import { readFile } from "node:fs/promises";
import type { RowBatch } from "../../data/rows.ts";
import { Failure } from "../failure.ts";
import { rowBatches } from "./rowBatches.ts";
import { zipFiles } from "./zip.ts";

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

const columnNames = (prefix: string, width: number) => Array.from({ length: width }, (_, i) => `${prefix}${i}`);

/** The arrays of an archive: inputs, and targets where there are some. */
function archiveArrays(path: string, bytes: Uint8Array): { inputs: NumpyArray; targets?: NumpyArray } {
  const files = new Map(zipFiles(path, bytes).map((file) => [file.name.replace(/\.npy$/, ""), file]));
  const firstOf = (names: readonly string[]) => names.find((name) => files.has(name));
  const array = (name: string) => arrayOf(path, files.get(name)?.unpacked() ?? new Uint8Array());
  const inputs = firstOf(["x", "X", "inputs", "data", "features", "x_train", "X_train", "arr_0"]);
  const targets = firstOf(["y", "Y", "targets", "target", "labels", "y_train", "arr_1"]);
  if (inputs === undefined)
    throw new Failure(
      `${path}: it holds ${[...files.keys()].join(", ")}; expected an array x (rows × columns) and, to train, y.`,
    );
  const x = array(inputs);
  if (targets === undefined) return { inputs: x };
  const y = array(targets);
  if (y.rows !== x.rows || y.width !== 1)
    throw new Failure(
      `${path}: ${targets} has ${y.rows} × ${y.width} values, expected ${x.rows}, one per row of ${inputs}.`,
    );
  return { inputs: x, targets: y };
}

/** Columns x0, x1, …; of an archive its inputs (x, X, inputs, data, …) as these and its targets (y, targets, labels, …) as y. */
export async function* numpyRows(path: string): AsyncGenerator<RowBatch> {
  const bytes = await readFile(path);
  const { inputs, targets }: ReturnType<typeof archiveArrays> = path.toLowerCase().endsWith(".npz")
    ? archiveArrays(path, bytes)
    : { inputs: arrayOf(path, bytes) };
  const names = columnNames("x", inputs.width);
  const valueAt = (row: number, column: number) =>
    column < inputs.width ? inputs.at(row, column) : targets?.at(row, 0);
  yield { rows: [targets === undefined ? names : [...names, "y"]] };
  yield* rowBatches(inputs.width + (targets === undefined ? 0 : 1), inputs.rows, valueAt);
}
