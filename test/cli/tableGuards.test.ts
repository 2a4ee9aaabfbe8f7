// What is compared before a library decodes a table: each count, length and offset that would keep it busy for ever or fill the memory.
import { writeFileSync } from "node:fs";
import * as arrow from "@uwdata/flechette";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { arrowRows } from "../../src/cli/tables/arrow.ts";
import { checkDeltas, deltaLengths } from "../../src/cli/tables/deltas.ts";
import { FlatTable } from "../../src/cli/tables/flatTable.ts";
import { parquetRows } from "../../src/cli/tables/parquet.ts";
import { checkRuns } from "../../src/cli/tables/runs.ts";
import { snappyBlock } from "../../src/cli/tables/snappy.ts";
import { TableFault } from "../../src/cli/tables/tableFault.ts";
import { ThriftReader } from "../../src/cli/tables/thrift.ts";
import { unpack } from "../../src/cli/tables/unpack.ts";
import type { TableRows } from "../../src/data/rows.ts";
import { workshop } from "./support.ts";

const { path } = workshop();
const bytes = (...values: number[]) => Uint8Array.from(values);

async function countOf(rows: TableRows): Promise<number> {
  let count = -1;
  for await (const batch of rows) count += batch.rows.length;
  return count;
}

function written(name: string, content: Uint8Array): string {
  writeFileSync(path(name), content);
  return path(name);
}

describe("Parquet's runs", () => {
  const check = (run: Uint8Array, width: number, count: number) => checkRuns(run, 0, run.length, width, count);

  test("the ones among levels are counted, in both kinds of runs", () => {
    expect(check(bytes(2 * 5, 1, 2 * 3, 0, 3, 0b00010110), 1, 13)).toBe(5 + 3);
  });

  test.each([
    ["2³⁰ values where 10 are left", bytes(0x80, 0x80, 0x80, 0x80, 0x08, 1), 1, 10],
    ["2³⁰ packed values of no bits", bytes(0x81, 0x80, 0x80, 0x80, 0x04), 0, 10],
    ["packed values that are cut off", bytes(9, 0xff), 8, 30],
    ["a head that is cut off", bytes(0x80), 1, 10],
    ["a head without an end", bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff), 1, 10],
    ["a level of 2", bytes(20, 2), 1, 10],
    ["values of 25 bits", bytes(20, 0, 0, 0, 0), 25, 10],
  ])("%s are refused", (_, run, width, count) => {
    expect(() => check(run, width, count)).toThrow(TableFault);
  });
});

describe("Parquet's differences", () => {
  // 128 values in 4 miniblocks; 40 values, the first 7; then each is 3 + (0 or 1) more, by packed bits of width 1
  const whole = bytes(0x80, 1, 4, 40, 14, 6, 1, 1, 0, 0, 0b10, 0, 0, 0, 0, 0, 0, 0);

  test("are decoded, and end where the next bytes begin", () => {
    const { lengths, end } = deltaLengths(bytes(...whole, 99), 0, 40);
    expect([...lengths]).toEqual(Array.from({ length: 40 }, (_, i) => 7 + 3 * i + (i > 1 ? 1 : 0)));
    expect(end).toBe(whole.length);
    expect(checkDeltas(whole, [0, whole.length], { count: 40, widest: 33 })).toBe(whole.length);
  });

  test.each([
    ["another number of values", 3, 41],
    ["parts that are no part of a block", 2, 3],
    ["no parts", 2, 0],
    ["wider differences than numbers have", 6, 34],
    ["lengths below 0", 4, 13],
  ])("with %s they are refused", (_, at, value) => {
    const changed = Uint8Array.from(whole);
    changed[at] = value;
    expect(() => deltaLengths(changed, 0, 40)).toThrow(TableFault);
  });

  test("cut off anywhere they are refused", () => {
    for (let length = 0; length < whole.length; length++)
      expect(() => deltaLengths(whole.subarray(0, length), 0, 40)).toThrow(TableFault);
  });
});

describe("Snappy", () => {
  test("literals, and repeats that overlap themselves", () => {
    expect(Buffer.from(snappyBlock(bytes(12, 4, 97, 98, 9, 2, 14, 2, 0), 12)).toString()).toBe("ab".repeat(6));
  });

  test.each([
    ["a length of 2³² − 4, which is −4 to those who do not look", bytes(8, 0xfc, 0xfb, 0xff, 0xff, 0xff, 1, 2, 3)],
    ["a repeat of what is not there", bytes(8, 0x05, 1)],
    ["a repeat from 0 bytes before", bytes(8, 0, 97, 0x05, 0)],
    ["another length than is announced", bytes(7, 7 * 4, 1, 2, 3, 4, 5, 6, 7, 8)],
    ["fewer bytes than are announced", bytes(8, 0, 97)],
  ])("%s is refused", (_, block) => {
    expect(() => snappyBlock(block, 8)).toThrow(TableFault);
  });
});

describe("packed bytes", () => {
  test("are not unpacked to more than they can give, nor to more than is announced", async () => {
    const { gzipSync } = await import("node:zlib");
    const packed = gzipSync(new Uint8Array(100_000));
    expect(unpack("GZIP", packed, 100_000).length).toBe(100_000);
    expect(() => unpack("GZIP", packed, 2 ** 31 - 1)).toThrow(/cannot give the 2147483647 that are announced/);
    expect(() => unpack("GZIP", packed, 50_000)).toThrow(/bytes packed by gzip cannot be unpacked/);
    expect(() => unpack("LZO", packed, 100_000)).toThrow(/in a way that is not read/);
  });
});

describe("Thrift", () => {
  test.each([
    ["a list of 2²⁷ elements", bytes(0x19, 0xf5, 0x80, 0x80, 0x80, 0x40, 0)],
    ["a text of 2³⁰ bytes", bytes(0x18, 0x80, 0x80, 0x80, 0x80, 4, 0)],
    ["a number without an end", new Uint8Array(1000).fill(0x80).fill(0x16, 0, 1)],
    ["1,000 structures within each other", new Uint8Array(1000).fill(0x1c)],
    ["lists within lists", bytes(0x19, 0xf9, 0x80, 0x80, 0x80, 0x40)],
  ])("%s is refused", (_, content) => {
    expect(() => new ThriftReader(content).struct()).toThrow(TableFault);
  });
});

describe("FlatBuffers", () => {
  test("lists that name one table 900 times, twice within each other, are left after a bounded number of visits", () => {
    const view = new DataView(new ArrayBuffer(7248));
    view.setUint32(0, 12, true);
    for (const [i, value] of [6, 8, 4].entries()) view.setUint16(4 + 2 * i, value, true); // the slots of all tables
    for (const table of [12, 3624, 7236]) {
      view.setInt32(table, table - 4, true);
      view.setUint32(table + 4, 4, true); // its list stands behind it
      const next = { 12: 3624, 3624: 7236 }[table];
      if (next === undefined) continue;
      view.setUint32(table + 8, 900, true);
      for (let at = table + 12; at < next; at += 4) view.setUint32(at, next - at, true);
    }
    let visits = 0;
    const visit = (table: FlatTable): void => {
      visits++;
      for (const next of table.tables(4)) visit(next);
    };
    expect(() => visit(new FlatTable(new Uint8Array(view.buffer)))).toThrow(/name each other too often/);
    expect(visits).toBeLessThan(10_000);
  });
});

describe("files made to keep a reader busy", () => {
  test("Parquet: the greatest value of a decimal has a million bytes", async () => {
    const length = 1_000_000;
    const schema = [
      { name: "root", num_children: 1 },
      {
        name: "d",
        type: "FIXED_LEN_BYTE_ARRAY",
        type_length: length,
        converted_type: "UTF8",
        repetition_type: "REQUIRED",
      },
    ] as unknown as Parameters<typeof parquetWriteBuffer>[0]["schema"];
    const columnData = [{ name: "d", data: [new Uint8Array(length)] }];
    const file = Buffer.from(parquetWriteBuffer({ columnData, schema }));
    file[file.indexOf("d\x25\x00", file.length - 1000 - 2 * length, "latin1") + 2] = 10; // UTF8 becomes DECIMAL
    await expect(countOf(parquetRows(written("d.parquet", file)))).rejects.toThrow(
      /value of a column has 1000000 bytes/,
    );
  });

  test("Arrow: 2³¹ − 1 rows of nothing", async () => {
    const table = arrow.tableFromColumns({ n: arrow.columnFromArray(Array(77).fill(null), arrow.nullType()) });
    const stream = Buffer.from(arrow.tableToIPC(table, { format: "stream" }) as Uint8Array);
    for (let at = 0; at + 8 <= stream.length; at += 4)
      if (stream.readBigInt64LE(at) === 77n) stream.writeBigInt64LE(2n ** 31n - 1n, at);
    await expect(countOf(arrowRows(written("n.arrows", stream)))).rejects.toThrow(/none of its columns has a value/);
  });

  test("Arrow: a dictionary of 2³⁰ values in a few bytes", async () => {
    const column = arrow.columnFromArray(
      Array.from({ length: 500 }, (_, i) => i % 77),
      arrow.dictionary(arrow.int32(), arrow.int16()),
    );
    const stream = Buffer.from(
      arrow.tableToIPC(arrow.tableFromColumns({ n: column }), { format: "stream" }) as Uint8Array,
    );
    let changed = 0;
    for (let at = 0; at + 8 <= stream.length; at += 4)
      if (stream.readBigInt64LE(at) === 77n) changed += stream.writeBigInt64LE(2n ** 30n, at) > 0 ? 1 : 0;
    expect(changed).toBeGreaterThan(0);
    await expect(countOf(arrowRows(written("k.arrows", stream)))).rejects.toThrow(
      /a dictionary of 1073741824 values has \d+ bytes/,
    );
  });

  test("Arrow: texts that begin before they end, again and again", async () => {
    const words = Array.from({ length: 1000 }, (_, i) => `word ${i}`);
    const column = arrow.columnFromArray(words, arrow.dictionary(arrow.utf8(), arrow.int16()));
    const stream = Buffer.from(
      arrow.tableToIPC(arrow.tableFromColumns({ n: column }), { format: "stream" }) as Uint8Array,
    );
    const offsets = Buffer.from(Int32Array.from([0, 6, 12, 18]).buffer);
    const at = stream.indexOf(offsets);
    expect(at).toBeGreaterThan(0);
    for (let i = 1; i < 1000; i++) stream.writeInt32LE(i % 2 === 0 ? 0 : 8000, at + 4 * i);
    await expect(countOf(arrowRows(written("t.arrows", stream)))).rejects.toThrow(/a text ends before it begins/);
  });
});
