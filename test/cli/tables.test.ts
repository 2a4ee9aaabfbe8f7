// Tables of typed cells: numbers keep their bits, what is missing is missing, and a damaged archive is refused.
import { writeFileSync } from "node:fs";
import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { zipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { arrowRows } from "../../src/cli/tables/arrow.ts";
import { numpyRows } from "../../src/cli/tables/numpy.ts";
import { parquetRows } from "../../src/cli/tables/parquet.ts";
import { applyRows } from "../../src/data/applyColumns.ts";
import type { Cell } from "../../src/data/cell.ts";
import { readRows } from "../../src/data/readRows.ts";
import type { TableRows } from "../../src/data/rows.ts";
import { workshop } from "./support.ts";

const { path } = workshop();

async function cellsOf(batches: TableRows): Promise<Cell[][]> {
  const all: Cell[][] = [];
  for await (const { rows, lines } of batches) {
    expect(lines).toBeUndefined();
    for (const row of rows) all.push([...row]);
  }
  return all;
}

function written(name: string, bytes: Uint8Array): string {
  writeFileSync(path(name), bytes);
  return path(name);
}

const parquet = (columnData: Parameters<typeof parquetWriteBuffer>[0]["columnData"]) =>
  written("t.parquet", new Uint8Array(parquetWriteBuffer({ columnData })));
const arrow = (arrays: Parameters<typeof tableFromArrays>[0]) =>
  written("t.arrow", tableToIPC(tableFromArrays(arrays), { format: "file" }) as Uint8Array);

function npy(type: string, rows: number, elements: Uint8Array): Uint8Array {
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${rows},), }`.padEnd(117);
  return Buffer.concat([Buffer.from(`\x93NUMPY\x01\x00\x76\x00${header}\n`, "latin1"), elements]);
}
const float64 = (...values: number[]) => new Uint8Array(Float64Array.from(values).buffer);

const hard = [0.1 + 0.2, -0, 5e-324, 1.7976931348623157e308, 2 ** 53 - 1, Math.PI];
const tableOf = (batches: TableRows, target: string) => readRows(batches, { target });

describe("numbers keep all bits of float64", () => {
  test("in Parquet", async () => {
    const cells = await cellsOf(parquetRows(parquet([{ name: "a", data: hard, type: "DOUBLE" }])));
    expect(cells).toEqual([["a"], ...hard.map((value) => [value])]);
  });

  test("in Arrow", async () => {
    expect(await cellsOf(arrowRows(arrow({ a: Float64Array.from(hard) })))).toEqual([["a"], ...hard.map((v) => [v])]);
  });

  test("in NumPy", async () => {
    const file = written("t.npy", npy("<f8", hard.length, float64(...hard)));
    expect(await cellsOf(numpyRows(file))).toEqual([["x0"], ...hard.map((value) => [value])]);
  });
});

describe("cells", () => {
  test("integers of 64 bits are numbers, truth values 1 and 0, dates texts, nothing null", async () => {
    const file = parquet([
      { name: "i", data: [2n ** 53n + 1n, null], type: "INT64" },
      { name: "b", data: [true, false], type: "BOOLEAN" },
      { name: "d", data: [new Date(0), new Date(1e12)], type: "TIMESTAMP" },
      { name: "t", data: ['x, "y"\n', ""], type: "STRING" },
    ]);
    expect(await cellsOf(parquetRows(file))).toEqual([
      ["i", "b", "d", "t"],
      [2 ** 53, 1, "1970-01-01T00:00:00.000Z", 'x, "y"\n'],
      [null, 0, "2001-09-09T01:46:40.000Z", ""],
    ]);
  });

  test("NumPy's texts of fixed length, in UCS-4 and in bytes", async () => {
    const words = ["ä", "bcd"];
    const ucs4 = Buffer.alloc(24);
    for (const [row, word] of words.entries())
      for (const [i, letter] of [...word].entries())
        ucs4.writeUInt32LE(letter.codePointAt(0) as number, 12 * row + 4 * i);
    expect(await cellsOf(numpyRows(written("t.npy", npy("<U3", 2, ucs4))))).toEqual([["x0"], ["ä"], ["bcd"]]);
    const bytes = npy("|S3", 2, Buffer.from("a\0\0bcd"));
    expect(await cellsOf(numpyRows(written("t.npy", bytes)))).toEqual([["x0"], ["a"], ["bcd"]]);
  });

  test("columns of lists are refused in words", async () => {
    const cells = cellsOf(parquetRows(parquet([{ name: "l", data: [{ a: 1 }], type: "JSON" }])));
    await expect(cells).rejects.toThrow(
      /t\.parquet: it cannot be read as Parquet: a column holds lists or structures\. Only numbers/,
    );
  });
});

describe("what is read from them is what CSV gives", () => {
  const numbers = Array.from({ length: 40 }, (_, i) => (i % 7 === 3 ? Number.NaN : Math.sin(i)));
  const codes = Array.from({ length: 40 }, (_, i) => 1 + (i % 3));
  const texts = Array.from({ length: 40 }, (_, i) => ["7", " red ", "blue", "NA"][i % 4]);
  const file = () => arrow({ a: Float64Array.from(numbers), t: texts, y: Int32Array.from(codes) });

  test("missing values, categories and classes", async () => {
    const { csv } = await import("../../src/data/csv.ts");
    const lines = numbers.map((value, i) => `${value},${texts[i]},${codes[i]}`);
    const options = { target: "y", missing: "mean" } as const;
    const expected = await csv(`a,t,y\n${lines.join("\n")}\n`, options);
    const read = await readRows(arrowRows(file()), options);
    expect(read).toEqual(expected);
    expect(read.data.classes).toEqual(["1", "2", "3"]);
    const applied = await applyRows(read.columns, arrowRows(file()), { targets: true });
    expect(applied.data).toEqual(read.data);
  });

  test("numbers are found among the categories and classes that were texts", async () => {
    const { csv } = await import("../../src/data/csv.ts");
    const { columns } = await csv("c,n,y\n7,1,5\nred,2,6\n7,3,5\nred,4,6\n", { target: "y", task: "classification" });
    const table = arrow({ c: Int32Array.of(7), n: Float64Array.of(1), y: Float64Array.of(6) });
    const { inputs, data } = await applyRows(columns, arrowRows(table), { targets: true });
    expect([...inputs]).toEqual([1, 0, 1]);
    expect([...(data?.targets ?? [])]).toEqual([1]);
  });

  test.each([
    ["a number beyond float32", [1, 2, 1e39], /row 2, column 1 \("a"\): got 1e\+39, expected a finite number/],
    [
      "an infinity",
      [1, Number.POSITIVE_INFINITY, 2],
      /row 1, column 1 \("a"\): got Infinity, expected a finite number/,
    ],
    ["a missing number", [Number.NaN, 1, 2], /row 0, column 1 \("a"\): got NaN, expected a value/],
  ])("%s is refused with its row", async (_, values, message) => {
    const table = arrow({ a: Float64Array.from(values), y: Float64Array.of(1, 2, 3) });
    await expect(tableOf(arrowRows(table), "y")).rejects.toThrow(message);
  });
});

describe("archives of NumPy", () => {
  const arrays = { "x.npy": npy("<f8", 3, float64(1, 2, 3)), "y.npy": npy("<f8", 3, float64(4, 5, 6)) };
  const whole = [
    ["x0", "y"],
    [1, 4],
    [2, 5],
    [3, 6],
  ];
  const end = (zip: Uint8Array) => Buffer.from(zip).lastIndexOf("PK\x05\x06", undefined, "latin1");
  const changed = (zip: Uint8Array, change: (view: DataView) => void) => {
    const copy = zip.slice();
    change(new DataView(copy.buffer));
    return copy;
  };
  const rowsOf = (zip: Uint8Array) => cellsOf(numpyRows(written("t.npz", zip)));

  test.each([0, 6] as const)("are read at level %d", async (level) => {
    expect(await rowsOf(zipSync(arrays, { level }))).toEqual(whole);
  });

  test("are read as zip64", async () => {
    const zip = zipSync(arrays);
    const at = end(zip);
    const { buffer, byteOffset } = zip;
    const old = new DataView(buffer, byteOffset);
    const wide = new DataView(new ArrayBuffer(76));
    wide.setUint32(0, 0x06064b50, true);
    wide.setBigUint64(4, 44n, true);
    for (const offset of [24, 32]) wide.setBigUint64(offset, 2n, true);
    wide.setBigUint64(40, BigInt(old.getUint32(at + 12, true)), true);
    wide.setBigUint64(48, BigInt(old.getUint32(at + 16, true)), true);
    wide.setUint32(56, 0x07064b50, true);
    wide.setBigUint64(64, BigInt(at), true);
    wide.setUint32(72, 1, true);
    const tail = changed(zip.slice(at), (view) => {
      for (const offset of [8, 10]) view.setUint16(offset, 0xffff, true);
      for (const offset of [12, 16]) view.setUint32(offset, 0xffffffff, true);
    });
    expect(await rowsOf(Buffer.concat([zip.slice(0, at), new Uint8Array(wide.buffer), tail]))).toEqual(whole);
  });

  test("another method of packing is refused by name", async () => {
    const zip = zipSync(arrays);
    const directory = new DataView(zip.buffer, zip.byteOffset).getUint32(end(zip) + 16, true);
    const bzip2 = changed(zip, (view) => view.setUint16(directory + 10, 12, true));
    await expect(rowsOf(bzip2)).rejects.toThrow(/t\.npz: x\.npy cannot be unpacked \(its method is bzip2\)/);
  });

  test("a changed element is refused by its checksum", async () => {
    const zip = zipSync(arrays, { level: 0 });
    const element = Buffer.from(zip).indexOf(Buffer.from(float64(3)));
    await expect(rowsOf(changed(zip, (view) => view.setUint8(element, 1)))).rejects.toThrow(/x\.npy is damaged/);
  });

  test.each([10, 100, 200])("cut after %d bytes: refused", async (length) => {
    await expect(rowsOf(zipSync(arrays).slice(0, length))).rejects.toThrow(/no whole .npz file/);
  });

  test("without inputs, the arrays that are there are listed", async () => {
    await expect(rowsOf(zipSync({ "a.npy": arrays["x.npy"], "b.npy": arrays["y.npy"] }))).rejects.toThrow(
      /it holds a, b; expected an array x/,
    );
  });
});
