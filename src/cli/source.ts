// Where data comes from: a path, standard input, or a built-in name; what kind of file it is.
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { nearest } from "../core/options.ts";
import { type BuiltinName, builtinNames } from "../data/builtin.ts";
import { textOf } from "../data/cell.ts";
import { csvRows } from "../data/csvRows.ts";
import type { RowBatch, TableRows } from "../data/rows.ts";
import { Failure } from "./failure.ts";
import { standardInput } from "./requireDistinctFiles.ts";
import { isGzip, unpacked } from "./unpacked.ts";

/** A table, IDX images, or a built-in data set. */
export type TableSource =
  | { readonly kind: "table"; readonly name: string; readonly format: string; open(): TableRows }
  | { readonly kind: "idx"; readonly name: string; readonly path: string }
  | { readonly kind: "builtin"; readonly name: BuiltinName };

/** Bytes as they are, or unpacked where they begin as gzip does. Opened when they are asked for: a stream fails unheard before. */
async function* plainBytes(name: string, open: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = open()[Symbol.asyncIterator]();
  const first = await pieces.next();
  const whole = (async function* () {
    if (!first.done) yield first.value;
    yield* { [Symbol.asyncIterator]: () => pieces };
  })();
  yield* !first.done && isGzip(first.value) ? unpacked(name, whole, "gzip") : whole;
}

/** A name of the folder, or a built-in one, that may have been meant. */
async function meant(path: string): Promise<string> {
  const files = await readdir(dirname(path)).catch(() => [] as string[]);
  const near = nearest(basename(path), [...files, ...builtinNames]);
  return near === undefined ? ` Built in are ${builtinNames.join(", ")}.` : ` Did you mean "${near}"?`;
}

const isIdx = (name: string) => /(?:^|[-.])idx\d?(?:[-.]|$)|ubyte(?:\.gz)?$/i.test(name);

/** @throws {Failure} on what is not there or is a folder */
export async function sourceOf(data: string): Promise<TableSource> {
  if (data === "-" && standardInput()?.isDirectory())
    throw new Failure("standard input: this is a folder, not a file. Give a table: ravine … - < FILE.");
  if (data === "-")
    return {
      kind: "table",
      name: "standard input",
      format: "CSV",
      open: () => csvRows(plainBytes("standard input", () => process.stdin)),
    };
  const there = await stat(data).catch((error: NodeJS.ErrnoException) => error);
  if (there instanceof Error) {
    if ((builtinNames as readonly string[]).includes(data)) return { kind: "builtin", name: data as BuiltinName };
    if (there.code === "ENOENT") throw new Failure(`${data}: there is no such file.${await meant(data)}`);
    throw there;
  }
  if (there.isDirectory()) throw new Failure(`${data}: this is a folder. Name a file in it.`);
  const name = basename(data);
  if (isIdx(name)) return { kind: "idx", name, path: data };
  const table = (format: string, open: () => TableRows): TableSource => ({ kind: "table", name, format, open });
  const extension = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? "";
  if (["parquet", "pq"].includes(extension))
    return table("Parquet", () => onceLoaded(import("./tables/parquet.ts"), ({ parquetRows }) => parquetRows(data)));
  if (["arrow", "arrows", "feather", "ipc"].includes(extension))
    return table("Arrow", () => onceLoaded(import("./tables/arrow.ts"), ({ arrowRows }) => arrowRows(data)));
  if (["npy", "npz"].includes(extension))
    return table("NumPy", () => onceLoaded(import("./tables/numpy.ts"), ({ numpyRows }) => numpyRows(data)));
  if (["xlsx", "xls", "ods", "json", "jsonl", "h5", "pkl", "safetensors", "zip"].includes(extension))
    throw new Failure(`${data}: .${extension} files are not read. Save it as CSV, Parquet, Arrow, .npy, .npz or IDX.`);
  return table(extension === "gz" ? "CSV, gzip" : "CSV", () =>
    csvRows(plainBytes(data, () => createReadStream(data, { highWaterMark: 1 << 18 }))),
  );
}

/** The rows that a module reads, which is loaded when the first is asked for. */
async function* onceLoaded<M>(module: Promise<M>, rowsOf: (module: M) => TableRows): AsyncGenerator<RowBatch> {
  yield* rowsOf(await module);
}

/** The names in a table's header; undefined where the table is empty. */
export async function headerOf(source: TableSource & { kind: "table" }): Promise<string[] | undefined> {
  for await (const { rows } of source.open()) if (rows.length > 0) return rows[0].map(textOf);
  return undefined;
}
