// NumPy's files: every type and order is read right or refused with what to do, and nothing is believed that the file cannot hold.
import { truncateSync, writeFileSync } from "node:fs";
import { crc32, deflateRawSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { numpyRows } from "../../src/cli/tables/numpy.ts";
import type { Cell } from "../../src/data/cell.ts";
import { type NpyText, npy } from "../support/npy.ts";
import { noise } from "../support/numbers.ts";
import { workshop } from "./support.ts";

const { path } = workshop();

async function cellsOf(name: string, bytes: Uint8Array): Promise<Cell[][]> {
  writeFileSync(path(name), bytes);
  const all: Cell[][] = [];
  for await (const { rows } of numpyRows(path(name))) for (const row of rows) all.push([...row]);
  return all;
}

const bytesOf = (...values: number[]) => Uint8Array.from(values);
const float32 = (values: ArrayLike<number>) => new Uint8Array(Float32Array.from(values).buffer);
const float64 = (values: ArrayLike<number>) => new Uint8Array(Float64Array.from(values).buffer);

describe("what numpy.save writes is read", () => {
  const [head, ...rows] = [
    ["x0", "x1", "x2"],
    [1, 2, 3],
    [4, 5, 6],
  ];
  test.each<[string, NpyText, Uint8Array]>([
    ["row after row", { type: "<f4", shape: "(2, 3)" }, float32([1, 2, 3, 4, 5, 6])],
    ["column after column", { type: "<f4", shape: "(2, 3)", order: "True" }, float32([1, 4, 2, 5, 3, 6])],
    ["with a wide header", { type: "<f4", shape: "(2, 3)", version: 2 }, float32([1, 2, 3, 4, 5, 6])],
    ["with a header in UTF-8", { type: "|u1", shape: "(2, 3)", version: 3 }, bytesOf(1, 2, 3, 4, 5, 6)],
    ["as Python 2 wrote it", { type: "|i1", shape: "(2L, 3L)" }, bytesOf(1, 2, 3, 4, 5, 6)],
    ["of three dimensions", { type: "|i1", shape: "(2, 1, 3)" }, bytesOf(1, 2, 3, 4, 5, 6)],
    ["big-endian", { type: ">i2", shape: "(2, 3)" }, bytesOf(0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6)],
    [
      "as float16",
      { type: "<f2", shape: "(2, 3)" },
      new Uint8Array(Uint16Array.of(0x3c00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600).buffer),
    ],
    ["with something behind it", { type: "|u1", shape: "(2, 3)" }, bytesOf(1, 2, 3, 4, 5, 6, 7, 8)],
  ])("%s", async (_, text, elements) => {
    expect(await cellsOf("t.npy", npy(text, elements))).toEqual([head, ...rows]);
  });

  test("float16 by its extremes: subnormal, largest, infinite, NaN, −0", async () => {
    const bits = Uint16Array.of(1, 0x7bff, 0xfc00, 0x7e00, 0x8000);
    const [, ...cells] = await cellsOf("t.npy", npy({ type: "<f2", shape: "(5,)" }, new Uint8Array(bits.buffer)));
    expect(cells.flat()).toEqual([2 ** -24, 65504, Number.NEGATIVE_INFINITY, Number.NaN, -0]);
  });

  test("truth values, and texts in both byte orders", async () => {
    expect(await cellsOf("t.npy", npy({ type: "|b1", shape: "(3,)" }, bytesOf(0, 1, 2)))).toEqual([
      ["x0"],
      [0],
      [1],
      [1],
    ]);
    const text = npy({ type: ">U2", shape: "(2,)" }, bytesOf(0, 0, 0, 97, 0, 1, 0xf6, 0, 0, 0, 0, 98, 0, 0, 0, 0));
    expect(await cellsOf("t.npy", text)).toEqual([["x0"], ["a😀"], ["b"]]);
  });

  test.each(["False", "True"] as const)(
    "in blocks, where it is larger than one (Fortran's order: %s)",
    async (order) => {
      const [rows, width] = [60_000, 41];
      const values = noise(rows * width, 5);
      const at = (row: number, column: number) => (order === "True" ? column * rows + row : row * width + column);
      const file = npy({ type: "<f8", shape: `(${rows}, ${width})`, order }, float64(values));
      for (const name of ["t.npy", "t.npz"]) {
        const [, ...cells] = await cellsOf(name, name === "t.npy" ? file : zipSync({ "x.npy": file }, { level: 1 }));
        expect(cells.length).toBe(rows);
        for (const row of [0, 1, 1597, 1598, 2 ** 15, 51_149, rows - 1])
          expect(cells[row]).toEqual(Array.from({ length: width }, (_, column) => values[at(row, column)]));
      }
    },
  );
});

describe("refused in words", () => {
  const four = float64([1, 2, 3, 4]);
  const table = (shape: string, type = "<f8") => npy({ type, shape }, four);
  test.each<[string, Uint8Array, RegExp]>([
    ["no columns", table("(1000000000000, 0)"), /its shape is 1000000000000 × 0; expected at least one row/],
    ["no rows", table("(0, 100000000)"), /its shape is 0 × 100000000; expected at least one row/],
    ["a part of a row", table("(2.5, 2)"), /its shape is "\(2\.5, 2\)", expected whole numbers/],
    ["a negative shape", table("(-1, -1)"), /its shape is "\(-1, -1\)", expected whole numbers/],
    ["a number for a shape", table("(4)"), /its shape is "\(4\)"/],
    ["no dimension", table("()"), /it has 0 dimensions; expected rows × columns/],
    ["more rows than there are", table("(5, 1)"), /32 bytes of elements where 5 × 1 of 8 bytes are said/],
    ["rows × columns beyond 2⁵³", table("(999999999999999, 200000)"), /32 bytes of elements where 999999999999999/],
    ["columns beyond all tables", table("(1, 4000000000)"), /a row has 4000000000 values; expected at most 262144/],
    [
      "an entry too many",
      npy({ type: "", shape: "", header: "{'descr': '<f8', 'fortran_order': False, 'shape': (4,), 'x': (1,)}" }, four),
      /its header does not say type, order and shape/,
    ],
    [
      "an entry twice",
      npy({ type: "", shape: "", header: "{'descr': '<f8', 'descr': '<f8', 'shape': (4,)}" }, four),
      /its header does not say/,
    ],
    [
      "another order",
      npy({ type: "", shape: "", header: "{'descr': '<f8', 'fortran_order': None, 'shape': (4,)}" }, four),
      /its header does not say/,
    ],
    [
      "no dict",
      npy({ type: "", shape: "", header: "'descr': '<f8', 'fortran_order': False, 'shape': (4,)" }, four),
      /its header does not say/,
    ],
    ["a version to come", Buffer.from(table("(4,)")).fill(4, 6, 7), /its version is 4\.0, expected 1\.0, 2\.0 or 3\.0/],
    [
      "a header beyond the end",
      Buffer.from(table("(4,)")).fill(255, 8, 10),
      /its header of 65535 bytes goes beyond its end/,
    ],
    [
      "an endless header",
      npy({ type: "<f8", shape: "(4,)", version: 2, header: " ".repeat(70_000) }, four),
      /its header has 70\d+ bytes/,
    ],
    ["complex numbers", table("(2,)", "<c16"), /type "<c16".*It is complex: save real and imaginary parts as columns/],
    ["Python objects", table("(4,)", "|O"), /It holds Python objects, which are never unpacked/],
    ["dates", table("(4,)", "<M8[ns]"), /type "<M8\[ns\]".*It holds dates.*astype\("int64"\)/],
    ["spans of time", table("(4,)", "<m8[s]"), /It holds spans of time/],
    [
      "structures",
      npy({ type: "[('a', '<f4'), ('b', '<i4')]", shape: "(4,)" }, four),
      /It holds structures.*structured_to_unstructured/,
    ],
    ["long doubles", table("(2,)", "<f16"), /It is a float of another size: save it with \.astype\("float64"\)/],
    [
      "texts of no length",
      table("(1000000000000, 2)", "<U0"),
      /its texts have room for 0 characters each; expected 1 to/,
    ],
    ["texts of absurd length", table("(1, 2)", "<U2000000"), /room for 2000000 characters each; expected 1 to 1048576/],
    [
      "more dimensions in Fortran's order",
      npy({ type: "|u1", shape: "(2, 2, 8)", order: "True" }, four),
      /more than two dimensions in Fortran order/,
    ],
  ])("%s", async (_, bytes, message) => {
    await expect(cellsOf("t.npy", bytes)).rejects.toThrow(message);
    await expect(cellsOf("t.npy", bytes)).rejects.toThrow(/t\.npy: /);
  });

  test("a character beyond Unicode, with its row and column", async () => {
    const elements = new Uint8Array(48).fill(255, 40);
    await expect(cellsOf("t.npy", npy({ type: "<U2", shape: "(3, 2)" }, elements))).rejects.toThrow(
      /t\.npy, row 2, column 1: its text has a number that is no character's/,
    );
  });

  test("a text of a million characters is read", async () => {
    const elements = Buffer.alloc(4 << 20);
    for (let i = 0; i < 1 << 20; i++) elements[4 * i] = 65 + (i % 26);
    const [, [cell]] = await cellsOf("t.npy", npy({ type: `<U${1 << 20}`, shape: "(1,)" }, elements));
    expect(cell).toBe("ABCDEFGHIJKLMNOPQRSTUVWXYZ".repeat(40_330).slice(0, 1 << 20));
  });
});

describe("archives are read where they are needed", () => {
  const x = npy({ type: "<f8", shape: "(3, 1)" }, float64([1, 2, 3]));
  const y = npy({ type: "<f8", shape: "(3,)" }, float64([4, 5, 6]));
  const whole = [
    ["x0", "y"],
    [1, 4],
    [2, 5],
    [3, 6],
  ];
  interface Member {
    name: string;
    packed: Uint8Array;
    method?: number;
    size?: number;
    checksum?: number;
    flags?: number;
    /** the name before its bytes, where that is another */
    header?: string;
    /** begins where another does */
    at?: number;
  }
  const stored = (name: string, packed: Uint8Array, more: Partial<Member> = {}): Member => ({
    name,
    packed,
    size: packed.length,
    checksum: crc32(packed),
    ...more,
  });
  const deflated = (name: string, plain: Uint8Array, more: Partial<Member> = {}): Member => ({
    name,
    packed: deflateRawSync(plain),
    method: 8,
    size: plain.length,
    checksum: crc32(plain),
    ...more,
  });
  /** A zip archive that says what it is told to. */
  function zip(...members: Member[]): Uint8Array {
    let body = Buffer.alloc(0);
    let directory = Buffer.alloc(0);
    for (const {
      name,
      packed,
      method = 0,
      size = 0,
      checksum = 0,
      flags = 0,
      header = name,
      at = body.length,
    } of members) {
      const facts = Buffer.alloc(26);
      facts.writeUInt16LE(20, 0);
      facts.writeUInt16LE(flags, 2);
      facts.writeUInt16LE(method, 4);
      facts.writeUInt32LE(checksum, 10);
      facts.writeUInt32LE(packed.length, 14);
      facts.writeUInt32LE(size, 18);
      facts.writeUInt16LE(name.length, 22);
      const tail = Buffer.alloc(14);
      tail.writeUInt32LE(at, 10);
      directory = Buffer.concat([directory, Buffer.from("PK\x01\x02\x14\x00"), facts, tail, Buffer.from(name)]);
      if (at === body.length)
        body = Buffer.concat([body, Buffer.from("PK\x03\x04"), facts, Buffer.from(header), packed]);
    }
    const end = Buffer.alloc(22);
    end.write("PK\x05\x06");
    end.writeUInt16LE(members.length, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(body.length, 16);
    return Buffer.concat([body, directory, end]);
  }

  test("x and y alone: what else is there may be damaged, or a bomb", async () => {
    const other = deflated("z.npy", new Uint8Array(1 << 24), { size: 2 ** 32 - 1, checksum: 7 });
    expect(await cellsOf("t.npz", zip(other, deflated("x.npy", x), stored("y.npy", y)))).toEqual(whole);
  });

  test.each<[string, Uint8Array, RegExp]>([
    [
      "entries on the same bytes",
      zip(deflated("x.npy", x), deflated("y.npy", x, { at: 0 })),
      /two of its files share bytes/,
    ],
    ["a name twice", zip(stored("x.npy", x), stored("x.npy", x), stored("y.npy", y)), /x\.npy is in it twice/],
    ["an encrypted file", zip(stored("x.npy", x, { flags: 1 })), /x\.npy cannot be unpacked \(it is encrypted\)/],
    ["LZMA", zip(stored("x.npy", x, { method: 14 })), /x\.npy cannot be unpacked \(its method is LZMA\)/],
    ["a method nobody knows", zip(stored("x.npy", x, { method: 77 })), /\(its method is number 77\)/],
    ["a stored file of two lengths", zip(stored("x.npy", x, { size: 9 })), /152 bytes cannot be 9 bytes unpacked/],
    [
      "more than deflate can give",
      zip(deflated("x.npy", x, { size: 2 ** 31 })),
      /bytes cannot be 2147483648 bytes unpacked/,
    ],
    [
      "less than is there",
      zip(deflated("x.npy", x, { size: x.length - 8 })),
      /x\.npy: it is no whole \.npy file \(16 bytes of elements where 3 × 1/,
    ],
    [
      "something behind the array, unsaid",
      zip(deflated("x.npy", Buffer.concat([x, y]), { size: x.length })),
      /x\.npy is damaged: it has more bytes unpacked, the archive says 152/,
    ],
    [
      "fewer bytes than said",
      zip(deflated("x.npy", x, { size: x.length + 99 })),
      /x\.npy is damaged: it has 152 bytes unpacked, the archive says 251/,
    ],
    ["another checksum", zip(deflated("x.npy", x, { checksum: 1 })), /x\.npy is damaged: its checksum is another/],
    [
      "another name before the bytes",
      zip(stored("x.npy", x, { header: "z.npy" })),
      /x\.npy is damaged: what stands before its bytes/,
    ],
    [
      "damaged deflate",
      zip(deflated("x.npy", x, { packed: deflateRawSync(x).fill(255, 60, 70) })),
      /t\.npz, x\.npy: it cannot be unpacked: its packed bytes are damaged/,
    ],
    ["no file at all", zip(), /it holds nothing; expected an array x/],
    [
      "two hundred files",
      zip(...Array.from({ length: 200 }, (_, i) => stored(`${i}`.padStart(60, "a"), x))),
      /a…, … \(200\); expected an array x/,
    ],
  ])("%s is refused", async (_, bytes, message) => {
    await expect(cellsOf("t.npz", bytes)).rejects.toThrow(message);
  });

  test("no row comes from an archive whose checksum is another", async () => {
    writeFileSync(path("t.npz"), zip(deflated("x.npy", x), stored("y.npy", y, { checksum: 1 })));
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const { rows } of numpyRows(path("t.npz"))) seen.push(...rows);
    })();
    await expect(reading).rejects.toThrow(/y\.npy is damaged/);
    expect(seen).toEqual([["x0", "y"]]);
  });
});

describe("above 2 GiB", () => {
  const width = 4096;
  const rows = 2 ** 17; // × 4096 × 8 bytes: 4 GiB, of which the disk has nothing
  test.each(["False", "True"] as const)("the first rows are there at once (Fortran's order: %s)", async (order) => {
    const begin = npy({ type: "<f8", shape: `(${rows}, ${width})`, order }, new Uint8Array());
    writeFileSync(path("large.npy"), Buffer.concat([begin, float64([7])]));
    truncateSync(path("large.npy"), begin.length + rows * width * 8);
    let first: readonly Cell[] | undefined;
    for await (const batch of numpyRows(path("large.npy"))) {
      if (batch.rows[0][0] === "x0") continue;
      first = batch.rows[0];
      break;
    }
    expect(first).toEqual([7, ...Array(width - 1).fill(0)]);
  });
});
