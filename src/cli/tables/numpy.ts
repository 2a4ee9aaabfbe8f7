// NumPy's .npy and .npz files as rows, a block at a time.
import type { RowBatch } from "../../data/rows.ts";
import { fileSection } from "../byteSource.ts";
import { Failure } from "../failure.ts";
import { FileBytes } from "../fileBytes.ts";
import { NpyArray } from "./npyArray.ts";
import { rowBatches } from "./rowBatches.ts";
import { zipArchive } from "./zip.ts";

/** Inputs, and targets where there are some. */
interface Arrays {
  readonly inputs: NpyArray;
  readonly targets?: NpyArray;
  /** Reads what is packed once, and compares its checksums. */
  verify(): Promise<void>;
}

const inputNames = ["x", "X", "inputs", "data", "features", "x_train", "X_train", "arr_0"];
const targetNames = ["y", "Y", "targets", "target", "labels", "y_train", "arr_1"];
const MOST_NAMES = 20;
const MOST_LETTERS = 40;

/** The names for a message, as many as one can read. */
function listed(names: readonly string[]): string {
  if (names.length === 0) return "nothing";
  const short = names
    .slice(0, MOST_NAMES)
    .map((name) => (name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS)}…` : name));
  return short.join(", ") + (names.length > MOST_NAMES ? `, … (${names.length})` : "");
}

/** The arrays of an archive; no other is looked at. */
async function archiveArrays(file: FileBytes): Promise<Arrays> {
  const archive = await zipArchive(file);
  const members = new Map(archive.names.map((name) => [name.replace(/\.npy$/, ""), name]));
  const [inputsName, targetsName] = [inputNames, targetNames].map((names) => names.find((name) => members.has(name)));
  if (inputsName === undefined)
    throw new Failure(
      `${file.path}: it holds ${listed([...members.keys()])}; expected an array x (rows × columns) and, to train, y.`,
    );
  const opened = async (name: string) => {
    const member = await archive.open(members.get(name) ?? name);
    return { member, array: await NpyArray.open(member.where, member) };
  };
  const x = await opened(inputsName);
  const y = targetsName === undefined ? undefined : await opened(targetsName);
  if (y !== undefined && (y.array.rows !== x.array.rows || y.array.width !== 1))
    throw new Failure(
      `${file.path}: ${targetsName} has ${y.array.rows} × ${y.array.width} values, expected ${x.array.rows}, one per row of ${inputsName}.`,
    );
  const verify = async () => {
    await x.member.verify();
    await y?.member.verify();
  };
  return { inputs: x.array, ...(y && { targets: y.array }), verify };
}

const plainArray = async (file: FileBytes): Promise<Arrays> => ({
  inputs: await NpyArray.open(file.path, fileSection(file)),
  verify: async () => {},
});

/**
 * Columns x0, x1, …; of an archive its inputs (x, X, inputs, data, …) as these and its targets (y, targets, labels, …) as y. An archive is
 * read twice, so that no row comes from one that is damaged. Memory is that of a block of rows.
 */
export async function* numpyRows(path: string): AsyncGenerator<RowBatch> {
  const file = await FileBytes.open(path);
  let arrays: Arrays | undefined;
  try {
    arrays = await (path.toLowerCase().endsWith(".npz") ? archiveArrays(file) : plainArray(file));
    const { inputs, targets } = arrays;
    const names = Array.from({ length: inputs.width }, (_, i) => `x${i}`);
    yield { rows: [targets === undefined ? names : [...names, "y"]] };
    await arrays.verify();
    const valueAt = (row: number, column: number) =>
      column < inputs.width ? inputs.at(row, column) : targets?.at(row, 0);
    const load = async (from: number, to: number) => {
      await inputs.load(from, to);
      await targets?.load(from, to);
    };
    const width = inputs.width + (targets === undefined ? 0 : 1);
    const cellBytes = Math.max(inputs.cellBytes, targets?.cellBytes ?? 0);
    yield* rowBatches(width, inputs.rows, valueAt, { load, cellBytes });
  } finally {
    await arrays?.inputs.close();
    await arrays?.targets?.close();
    await file.close();
  }
}
