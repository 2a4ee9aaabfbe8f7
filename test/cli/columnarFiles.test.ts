// Parquet and Arrow: valid files are read value for value, and whatever a file says of itself, it ends with a table or in words, soon.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as arrow from "@uwdata/flechette";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { arrowRows } from "../../src/cli/tables/arrow.ts";
import { parquetRows } from "../../src/cli/tables/parquet.ts";
import type { Cell } from "../../src/data/cell.ts";
import type { TableRows } from "../../src/data/rows.ts";
import { arrowFiles, parquetFiles, storedCells } from "../support/columnarFiles.ts";
import { expectAnswers } from "../support/expectAnswers.ts";
import { workshop } from "./support.ts";

const { path, ravine } = workshop();
const stored = (name: string) => join(import.meta.dirname, "tables", name);

async function cellsOf(batches: TableRows): Promise<Cell[][]> {
  const all: Cell[][] = [];
  for await (const { rows } of batches) for (const row of rows) all.push([...row]);
  return all;
}

function written(name: string, bytes: Uint8Array): string {
  writeFileSync(path(name), bytes);
  return path(name);
}

describe("valid files", () => {
  test.each(["v1-snappy", "v1-gzip", "v2-brotli", "v2-deltas"])("Parquet of another program: %s", async (name) => {
    expect(await cellsOf(parquetRows(stored(`${name}.parquet`)))).toEqual(storedCells);
  });

  test("Parquet: more rows than are decoded at once, in groups and pages that end elsewhere", async () => {
    const data = Float64Array.from({ length: 300_000 }, (_, i) => i / 3);
    const columnData = [
      { name: "a", data, type: "DOUBLE" as const },
      { name: "i", data: Array.from(data, (_, i) => (i % 5 === 0 ? null : i % 1000)), type: "INT32" as const },
    ];
    const file = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 290_000, pageSize: 50_000 }));
    const cells = await cellsOf(parquetRows(written("rows.parquet", file)));
    expect(cells.length).toBe(300_001);
    const wrong = cells.findIndex(
      ([a, i], at) => at > 0 && (a !== (at - 1) / 3 || i !== ((at - 1) % 5 === 0 ? null : (at - 1) % 1000)),
    );
    expect(wrong).toBe(-1);
  });

  test("Parquet: decimals are divided, not multiplied by what float64 has not", async () => {
    const schema = [
      { name: "root", num_children: 1 },
      { name: "p", type: "INT32", converted_type: "DECIMAL", scale: 1, precision: 9, repetition_type: "REQUIRED" },
    ] as unknown as Parameters<typeof parquetWriteBuffer>[0]["schema"];
    const file = parquetWriteBuffer({ columnData: [{ name: "p", data: [0.3, 0.7, 1.1] }], schema });
    expect(await cellsOf(parquetRows(written("p.parquet", new Uint8Array(file))))).toEqual([
      ["p"],
      [0.3],
      [0.7],
      [1.1],
    ]);
  });

  test("Arrow packed by LZ4, in two batches: numbers, texts, dictionaries, decimals, times, runs, nothing", async () => {
    const cells = await cellsOf(arrowRows(stored("lz4.arrow")));
    const rowOf = (i: number) =>
      i % 7 === 3
        ? [null, null, null, null, null, null, null, null]
        : [
            Math.sin(i),
            i * 999999999999,
            i % 2 === 0 ? 1 : 0,
            `t${i % 5}ü`,
            `long ${i}`,
            "abc"[i % 3],
            i / 4,
            1e12 + i,
          ];
    expect(cells).toEqual([
      ["d", "l", "b", "t", "lt", "c", "dec", "ts", "nil", "ree"],
      ...Array.from({ length: 60 }, (_, i) => [...rowOf(i), null, `r${i >> 3}`]),
    ]);
  });

  test("Arrow: a dictionary that a stream replaces holds for the rows behind it", async () => {
    const stream = (words: readonly string[]) =>
      arrow.tableToIPC(
        arrow.tableFromColumns({ c: arrow.columnFromArray([...words], arrow.dictionary(arrow.utf8(), arrow.int32())) }),
        { format: "stream" },
      ) as Uint8Array;
    // the second stream repeats the schema, which is passed over; the first lacks its end, 8 bytes
    const both = Buffer.concat([stream(["a", "b"]).subarray(0, -8), stream(["c", "d"])]);
    expect(await cellsOf(arrowRows(written("two.arrows", both)))).toEqual([["c"], ["a"], ["b"], ["c"], ["d"]]);
  });

  test("tables without rows", async () => {
    const empty = arrow.tableFromColumns({ c: arrow.columnFromArray([], arrow.float64()) });
    for (const format of ["file", "stream"] as const)
      expect(await cellsOf(arrowRows(written("e.arrow", arrow.tableToIPC(empty, { format }) as Uint8Array)))).toEqual([
        ["c"],
      ]);
    const parquet = parquetWriteBuffer({ columnData: [{ name: "c", data: [], type: "DOUBLE" }] });
    expect(await cellsOf(parquetRows(written("e.parquet", new Uint8Array(parquet))))).toEqual([["c"]]);
  });
});

describe("files that cannot be", () => {
  test.each(["damaged-long-run.parquet", "damaged-empty-slice.parquet", "damaged-many-buffers.arrow"])(
    "%s is refused by its name, soon and without a stack",
    async (name) => {
      const { code, stderr } = await ravine(["train", stored(name), "--target", "y"]);
      expect(stderr).toMatch(/^ravine: .*damaged-[a-z-]+\.\w+: it cannot be read as (?:Parquet|Arrow): .+\n$/);
      expect(code).toBe(2);
    },
  );

  test.each([
    ["lists", "PAR1", /holds lists or structures\. Only numbers/],
    ["encryption", "PARE", /it is encrypted\. Save it without/],
  ])("Parquet with %s says so", async (_, magic, message) => {
    const schema = [
      { name: "root", num_children: 1 },
      { name: "l", num_children: 1, repetition_type: "OPTIONAL" },
      { name: "x", type: "INT32", repetition_type: "REQUIRED" },
    ] as unknown as Parameters<typeof parquetWriteBuffer>[0]["schema"];
    const file = new Uint8Array(parquetWriteBuffer({ columnData: [{ name: "l", data: [{ x: 1 }] }], schema }));
    file.set(Buffer.from(magic), file.length - 4);
    await expect(cellsOf(parquetRows(written("l.parquet", file)))).rejects.toThrow(message);
  });

  test("a packed page with another byte is refused with the file's name and the column's, in our words", async () => {
    const file = Uint8Array.from(readFileSync(stored("v1-gzip.parquet")));
    file[Buffer.from(file).indexOf(Uint8Array.of(0x1f, 0x8b)) + 20] ^= 0xff;
    await expect(cellsOf(parquetRows(written("z.parquet", file)))).rejects.toThrow(
      /z\.parquet: it cannot be read as Parquet: column "d": bytes packed by gzip cannot be unpacked\. Is it cut off/,
    );
  });

  test.each([
    ["parquet", parquetFiles["v1-snappy.parquet"], parquetRows],
    ["arrow", arrowFiles["lz4.arrow"], arrowRows],
    ["feather", arrowFiles["file.feather"], arrowRows],
  ] as const)("%s that is cut off anywhere is refused", async (extension, bytes, rowsOf) => {
    for (let length = 0; length < bytes.length; length += 37) {
      const file = written(`cut.${extension}`, bytes.subarray(0, length));
      await expect(cellsOf(rowsOf(file)), `cut after ${length} bytes`).rejects.toThrow(
        /cut\.\w+: it cannot be read as /,
      );
    }
  });
});

describe("damaged copies end with a table or in words", () => {
  test("200 of Parquet", () => expectAnswers(parquetFiles, 200));
  test("200 of Arrow", () => expectAnswers(arrowFiles, 200));
});
