// Valid files of Parquet and Arrow, of several programs, versions and kinds of packing: tests read them, and damaged copies of them.
import { readFileSync } from "node:fs";
import * as arrow from "@uwdata/flechette";
import { parquetWriteBuffer } from "hyparquet-writer";

/** A file of test/cli/tables: Parquet as arrow-rs writes it (parquet-wasm 0.8), Arrow as flechette does, packed by LZ4. */
const stored = (name: string) => new Uint8Array(readFileSync(new URL(`../cli/tables/${name}`, import.meta.url)));

const rows = 60;
/** A column of which each seventh value is missing. */
const column = <T>(value: (row: number) => T) =>
  Array.from({ length: rows }, (_, i) => (i % 7 === 3 ? null : value(i)));

/** The cells of the stored files of Parquet. */
export const storedCells: readonly (readonly (string | number | null)[])[] = [
  ["d", "i", "l", "b", "t", "w", "s"],
  ...Array.from({ length: rows }, (_, i) =>
    i % 7 === 3
      ? Array.from({ length: 7 }, () => null)
      : [
          i / 8 - 3,
          ((i * 7919) % 1000) - 500,
          i * 12345678901,
          i % 3 === 0 ? 1 : 0,
          `text ${i % 5} ü`,
          `word ${i * i}`,
          new Date(1e12 + i * 1e6).toISOString(),
        ],
  ),
];

const written = () =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "a", data: column((i) => Math.sin(i)), type: "DOUBLE" },
        { name: "f", data: column((i) => i / 4), type: "FLOAT", nullable: false, encoding: "BYTE_STREAM_SPLIT" },
        { name: "c", data: column((i) => ["red", "green", "blue"][i % 3]), type: "STRING" },
        { name: "i", data: column((i) => i * i), type: "INT32" },
        { name: "y", data: column((i) => i % 2 === 0), type: "BOOLEAN" },
      ].map(({ nullable, data, ...rest }) => ({
        ...rest,
        data: nullable === false ? data.map((value) => value ?? 0) : data,
        nullable: nullable ?? true,
      })) as Parameters<typeof parquetWriteBuffer>[0]["columnData"],
      rowGroupSize: 25,
    }),
  );

export const parquetFiles: Readonly<Record<string, Uint8Array>> = {
  "v1-snappy.parquet": stored("v1-snappy.parquet"),
  "v1-gzip.parquet": stored("v1-gzip.parquet"),
  "v2-brotli.parquet": stored("v2-brotli.parquet"),
  "v2-deltas.parquet": stored("v2-deltas.parquet"),
  "written.parquet": written(),
};

const table = () =>
  arrow.tableFromColumns(
    Object.entries({
      d: arrow.columnFromArray(
        column((i) => i / 8),
        arrow.float64(),
        { maxBatchRows: 25 },
      ),
      i: arrow.columnFromArray(
        column((i) => i),
        arrow.int16(),
        { maxBatchRows: 25 },
      ),
      t: arrow.columnFromArray(
        column((i) => `text ${i % 5} ü`),
        arrow.utf8(),
        { maxBatchRows: 25 },
      ),
      c: arrow.columnFromArray(
        column((i) => "xyz"[i % 3]),
        arrow.dictionary(arrow.utf8(), arrow.int8()),
        {
          maxBatchRows: 25,
        },
      ),
      y: arrow.columnFromArray(
        column((i) => i % 2 === 0),
        arrow.bool(),
        { maxBatchRows: 25 },
      ),
    }),
  );

export const arrowFiles: Readonly<Record<string, Uint8Array>> = {
  "lz4.arrow": stored("lz4.arrow"),
  "file.feather": arrow.tableToIPC(table(), { format: "file" }) as Uint8Array,
  "stream.arrows": arrow.tableToIPC(table(), { format: "stream" }) as Uint8Array,
};
