// csv and applyColumns: what a table becomes, in whatever pieces it comes, and the words for each fault in one.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyColumns } from "../../src/data/applyColumns.ts";
import { readNumber } from "../../src/data/cell.ts";
import { csv } from "../../src/data/csv.ts";
import type { CsvOptions } from "../../src/data/readRows.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const lines = (...rows: string[]) => `${rows.join("\n")}\n`;
const paint = lines("size,colour,price", "1,red,10.5", "2,blue,11", "3,red,12");

describe("csv", () => {
  test("reads numbers, one-hot texts and a regression target, and tells how", async () => {
    const { data, columns } = await csv(paint, { target: "price" });
    expect(data).toMatchObject({
      rows: 3,
      features: 3,
      outputs: 1,
      featureNames: ["size", "colour=blue", "colour=red"],
    });
    expect([...data.inputs]).toEqual([1, 0, 1, 2, 1, 0, 3, 0, 1]);
    expect([...data.targets]).toEqual([10.5, 11, 12]);
    expect(data.classes).toBeUndefined();
    expect(columns).toEqual([
      { name: "size", kind: "number", missing: 0 },
      { name: "colour", kind: "text", categories: ["blue", "red"], missing: 0 },
      { name: "price", kind: "target", missing: 0 },
    ]);
  });

  test("finds text targets to be classes in code-unit order", async () => {
    const { data } = await csv(paint, { target: "colour" });
    expect(data).toMatchObject({ classes: ["blue", "red"], featureNames: ["size", "price"] });
    expect([...data.targets]).toEqual([1, 0, 1]);
  });

  const column = (values: number[]) => lines("x,y", ...values.map((value, row) => `${row},${value}`));
  const repeat = (times: number, values: number[]) => Array.from({ length: times }, () => values).flat();
  const twenty = Array.from({ length: 20 }, (_, value) => value);
  test.each<[string, number[], CsvOptions["task"], string[] | undefined]>([
    ["integers seen 5 times each are classes in numeric order", repeat(5, [10, 2]), "auto", ["2", "10"]],
    ["integers of which one is seen 4 times are not", [...repeat(5, [1, 2]), ...repeat(4, [3])], "auto", undefined],
    ["20 values are classes", repeat(5, twenty), "auto", twenty.map(String)],
    ["21 values are not", repeat(5, [...twenty, 20]), "auto", undefined],
    ["fractions are not", repeat(5, [0.5, 1]), "auto", undefined],
    ["a regression is one if told so", repeat(5, [0, 1]), "regression", undefined],
    ["a classification is one if told so", [3, 1, 2], "classification", ["1", "2", "3"]],
  ])("%s", async (_, values, task, classes) => {
    expect((await csv(column(values), { target: "y", ...(task && { task }) })).data.classes).toEqual(classes);
  });

  test.each([
    ["semicolons", paint.replaceAll(",", ";")],
    ["tabs", paint.replaceAll(",", "\t")],
    ["bars", paint.replaceAll(",", "|")],
    ["CRLF", paint.replaceAll("\n", "\r\n")],
    ["CR", paint.replaceAll("\n", "\r")],
    ["a byte-order mark", `\ufeff${paint}`],
    ["quotes", paint.replaceAll(/[^,\n]+/g, '"$&"')],
    ["blanks around cells", paint.replaceAll(",", " , ")],
    ["blank lines", paint.replaceAll("\n", "\n\n")],
    ["no line end at the end", paint.trimEnd()],
  ])("reads the same table with %s", async (_, text) => {
    const want = await csv(paint, { target: "price" });
    expect(await csv(text, { target: "price" })).toEqual(want);
    expect(await csv(bytes(text), { target: "price" })).toEqual(want);
  });

  test("reads the same from pieces of any size, as text, bytes, iterable or stream", async () => {
    const text =
      `\ufeff${lines("größe;farbe;preis", '1;"rot; ""hell""";2', '2;"blau\nweiß";4', "3;grün;6")}`.replaceAll(
        "\n",
        "\r\n",
      );
    const want = await csv(text, { target: "preis" });
    expect(want.data.featureNames).toEqual(["größe", "farbe=blau\r\nweiß", "farbe=grün", 'farbe=rot; "hell"']);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (size) => {
        const whole = bytes(text);
        const parts = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
          whole.slice(i * size, (i + 1) * size),
        );
        const texts = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
        const stream = new ReadableStream<Uint8Array>({
          start(controller) {
            for (const part of parts) controller.enqueue(part);
            controller.close();
          },
        });
        for (const source of [parts, texts, stream]) expect(await csv(source, { target: "preis" })).toEqual(want);
      }),
    );
  });

  test("reads a table of several pieces of 262144 characters as it reads a small one", async () => {
    const rows = Array.from({ length: 40_000 }, (_, row) => `${row},${row / 7},"${"abc"[row % 3]}",${row % 2}`);
    const { data } = await csv(lines("a,b,c,y", ...rows), { target: "y" });
    expect(data).toMatchObject({ rows: 40_000, features: 5, classes: ["0", "1"] });
    for (const row of [0, 17, 20_000, 39_999])
      expect([...data.inputs.slice(5 * row, 5 * row + 5)]).toEqual([
        row,
        Math.fround(row / 7),
        ...[0, 1, 2].map((c) => (c === row % 3 ? 1 : 0)),
      ]);
    const broken = csv(lines("a,b,c,y", ...rows, "1,2,x"), { target: "y" });
    await expect(broken).rejects.toThrow(/line 40002: got 3, expected 4 values/);
  });

  const gaps = lines("a,c,y", "1,x,1", ",x,2", "3,NA,3", "NaN,y,4", "5,z,null");
  test("fills missing values with the mean and with each category's share", async () => {
    const { data, columns } = await csv(gaps.replace("null", "5"), { target: "y", missing: "mean" });
    expect(columns).toEqual([
      { name: "a", kind: "number", missing: 2, mean: 3 },
      { name: "c", kind: "text", categories: ["x", "y", "z"], missing: 1, mean: [0.5, 0.25, 0.25] },
      { name: "y", kind: "target", missing: 0 },
    ]);
    expect([...data.inputs]).toEqual([1, 1, 0, 0, 3, 1, 0, 0, 3, 0.5, 0.25, 0.25, 3, 0, 1, 0, 5, 0, 0, 1]);
  });

  test("drops rows with a missing value, and the categories that only they had", async () => {
    const { data, columns } = await csv(gaps, { target: "y", missing: "drop" });
    expect([...data.inputs, ...data.targets]).toEqual([1, 1, 1]);
    expect(columns[1]).toEqual({ name: "c", kind: "text", categories: ["x"], missing: 1 });
    expect(columns[2].missing).toBe(1);
  });

  test("leaves columns out, also those without a name, whatever stands in them; a new table may have them or not", async () => {
    const text = ",id,size,price\n0,A-17,3,10\n1,,4,NaN\n,B,5,14\n";
    const { data, columns } = await csv(text, { target: "price", ignore: ["", "id"], missing: "drop" });
    expect([...data.inputs, ...data.targets]).toEqual([3, 5, 10, 14]);
    expect(columns.map(({ name }) => name)).toEqual(["size", "price"]);
    expect([...(await applyColumns(columns, "id,,size\nx,y,6\n")).inputs]).toEqual([6]);
    expect([...(await applyColumns(columns, "size\n7\n")).inputs]).toEqual([7]);
    await expect(csv(text.replace("5,14", "x,14"), { target: "price", ignore: ["", "id"] })).rejects.toThrow(
      'csv, line 3, column 4 ("price")',
    );
  });

  test.each<[string, string[], RegExp]>([
    [
      "a name that is no column",
      ["sise"],
      /csv\.ignore: got "sise", expected one of the columns .*Did you mean "size"\?/,
    ],
    ["the target", ["price"], /csv\.ignore: got "price", expected other columns than the target/],
    ["all others", ["size", "id"], /There is no other column/],
  ])("refuses to ignore %s", async (_, ignore, words) => {
    await expect(csv("id,size,price\n1,2,3\n", { target: "price", ignore })).rejects.toThrow(words);
  });

  test("lets the first value decide on a column whose first 1000 rows are empty", async () => {
    const text = lines("a,b,y", ...Array.from({ length: 1500 }, (_, row) => `,,${row}`), "7,x,1", "8,y,2");
    const { columns } = await csv(text, { target: "y", missing: "drop" });
    expect(columns.map(({ kind }) => kind)).toEqual(["number", "text", "target"]);
    await expect(csv(text.replace("8,y", "u,y"), { target: "y", missing: "drop" })).rejects.toThrow(/line 1503.*"u"/);
  });

  const many = lines("id,y", ...Array.from({ length: 1100 }, (_, row) => `name${row},${row}`));
  test.each<[string, unknown, object, string, RegExp]>([
    ["an empty file", "", {}, "DataError", /header.*file is empty/],
    ["blank lines only", "\n\n", {}, "DataError", /file is empty/],
    ["a header only", "a,y\n", {}, "DataError", /header only/],
    [
      "only rows with missing values",
      "a,y\n,1\n2,\n",
      { missing: "drop" },
      "DataError",
      /Each of the 2 rows has a missing/,
    ],
    ["a row too short", "a,b,y\n1,2,3\n1,2\n", {}, "DataError", /line 3: got 2, expected 3 values.*separator/],
    ["a row too long", "a,y\n1,2\n\n1,2,3\n", {}, "DataError", /line 4: got 3, expected 2 values/],
    ["a line after a quoted line end", 'a,y\n"u\nv",2\nw\n', {}, "DataError", /line 4: got 1, expected 2/],
    ["an unknown target", "age,price\n1,2\n", { target: "prize" }, "OptionError", /age, price.*Did you mean "price"/],
    ["no target", "a,y\n1,2\n", { target: undefined }, "OptionError", /csv.target/],
    ["an unknown option", "a,y\n1,2\n", { tasks: "auto" }, "OptionError", /Did you mean "task"/],
    ["an unknown task", "a,y\n1,2\n", { task: "regresion" }, "OptionError", /regression/],
    ["nothing but the target", "y\n1\n2\n", {}, "DataError", /columns to predict "y" from/],
    ["a column twice", "a,b,a,y\n1,2,3,4\n", {}, "DataError", /line 1, column 3.*"a".*column 1/],
    ["a column without a name", ",a,y\n0,1,2\n", {}, "DataError", /line 1, column 1.*name/],
    ["1e400", "a,y\n1,2\n1e400,2\n", {}, "DataError", /line 3, column 1 \("a"\).*"1e400".*3\.4e38/],
    ["1e39 in the target", "a,y\n1,1e39\n", {}, "DataError", /line 2, column 2 \("y"\).*"1e39"/],
    ["an infinity", "a,y\n1,2\n1,2\n-inf,2\n", {}, "DataError", /line 4, column 1.*"-inf"/],
    ["a text among numbers", "a,y\n1,2\n3,4\nx,5\n", {}, "DataError", /line 4, column 1 \("a"\).*"x".*a number/],
    ["a hexadecimal number", "a,y\n1,2\n3,4\n0x1f,5\n", {}, "DataError", /line 4, column 1.*"0x1f"/],
    ["a missing value", "a,y\n1,2\n?,4\n", {}, "DataError", /line 3, column 1.*"mean" or "drop"/],
    ["a missing target with the mean", "a,y\n1,2\n1,\n", { missing: "mean" }, "DataError", /line 3, column 2.*"drop"/],
    ["a column without a value", "a,y\n,2\n,4\n", { missing: "mean" }, "DataError", /column "a".*has none/],
    ["a text target in a regression", "a,y\n1,u\n", { task: "regression" }, "DataError", /column "y".*"u".*numbers/],
    ["1025 texts", many, {}, "DataError", /line 1026, column 1 \("id"\).*1024.*read with ignore: \["id"\]/],
    ["a quote that is not closed", 'a,y\n1,2\n"u,3\n4,5\n', {}, "DataError", /line 3.*quote/],
    ["text behind a quote", 'a,y\n1,2\n"u"v,3\n4,5\n', {}, "DataError", /line 3.*quote/],
    ["a NUL", "a,y\n1,\0\n", {}, "FormatError", /NUL.*UTF-8/],
    ["bytes that are no UTF-8", Uint8Array.of(97, 44, 121, 10, 0xff, 0xfe), {}, "FormatError", /no UTF-8/],
    ["UTF-8 that is cut off", bytes("a,ü").subarray(0, 3), {}, "FormatError", /no UTF-8/],
    ["a number as a table", 5, {}, "OptionError", /text, a ReadableStream/],
    ["pieces that are numbers", [5], {}, "OptionError", /pieces of text/],
  ])("refuses %s", async (_, source, options, name, words) => {
    const failure = expect.objectContaining({ name, message: expect.stringMatching(words) });
    await expect(csv(source as string, { target: "y", ...options })).rejects.toEqual(failure);
  });

  test("stops a quote that is never closed after 16777216 characters, and gives the stream back", async () => {
    let [pieces, cancelled] = [0, false];
    const stream = new ReadableStream<string>({
      pull: (controller) => controller.enqueue((pieces++ === 0 ? '"' : "") + "x".repeat(1 << 20)),
      cancel: () => {
        cancelled = true;
      },
    });
    await expect(csv(stream, { target: "y" })).rejects.toThrow(/line 1.*quote/);
    expect(cancelled).toBe(true);
  });
});

describe("readNumber", () => {
  test("has the bits of Number for every decimal", () => {
    const decimal = fc.tuple(
      fc.constantFrom("", "-", "+"),
      fc.bigInt({ min: 0n, max: 10n ** 18n }),
      fc.nat(18),
      fc.constantFrom("", "e5", "E-3"),
    );
    fc.assert(
      fc.property(decimal, ([sign, digits, point, exponent]) => {
        const padded = digits.toString().padStart(point + 1, "0");
        const text = `${sign}${padded.slice(0, padded.length - point)}.${padded.slice(padded.length - point)}${exponent}`;
        expect(readNumber(text)).toBe(Number(text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each(["", "-", ".", "-.", "1.2.3", "1,5", "0x10", "0b1", "1_0", "1e", "e1", "--1", "12a", "Infinit", " "])(
    "refuses %j",
    (text) => {
      expect(readNumber(text)).toBeNaN();
    },
  );

  test.each<[string, number]>([
    ["5.", 5],
    [".5", 0.5],
    ["-.5", -0.5],
    ["-0", -0],
    [" 7 ", 7],
    ["1e400", 1 / 0],
    ["-inf", 1 / 0],
  ])("reads %j as %d", (text, value) => {
    expect(readNumber(text)).toBe(value);
  });
});

describe("applyColumns", () => {
  test("reads a new table as the training table, by names, without its target, after JSON", async () => {
    const { columns } = await csv(paint, { target: "price" });
    const again = JSON.parse(JSON.stringify(columns));
    const table = await applyColumns(again, "colour,weight,size\nred,?,7\nblue,9,8\n");
    expect(table).toEqual({
      inputs: Float32Array.of(7, 0, 1, 8, 1, 0),
      rows: 2,
      features: 3,
      featureNames: ["size", "colour=blue", "colour=red"],
    });
  });

  test("gives the training data again with targets, for classes and numbers", async () => {
    for (const target of ["price", "colour", "size"]) {
      const { data, columns } = await csv(paint, { target, task: target === "size" ? "classification" : "auto" });
      expect((await applyColumns(columns, paint, { targets: true })).data).toEqual(data);
    }
  });

  test("fills missing values with the training's means", async () => {
    const { columns } = await csv("a,c,y\n1,x,1\n,y,2\n3,,3\n5,x,4\n", { target: "y", missing: "mean" });
    const { inputs } = await applyColumns(columns, "c,a\nNA,\n");
    expect([...inputs]).toEqual([3, 2 / 3, 1 / 3].map(Math.fround));
  });

  test.each<[string, string, object, string, RegExp]>([
    [
      "a text unseen in training",
      "size,colour\n1,red\n2,bleu\n",
      {},
      "DataError",
      /line 3, column 2 \("colour"\).*"bleu".*Did you mean "blue"/,
    ],
    ["a column that is not there", "size,color\n1,red\n", {}, "DataError", /line 1.*size, color.*"colour"/],
    ["a target that is not there", "size,colour\n1,red\n", { targets: true }, "DataError", /"price"/],
    ["a text for a number", "size,colour\nbig,red\n", {}, "DataError", /line 2, column 1.*"big"/],
    ["a missing value without means", "size,colour\n,red\n", {}, "DataError", /line 2, column 1.*no means/],
    ["a ragged row", "size,colour\n1,red\n2\n", {}, "DataError", /line 3/],
    ["no rows", "size,colour\n", {}, "DataError", /header only/],
  ])("refuses %s", async (_, text, options, name, words) => {
    const { columns } = await csv(paint, { target: "price" });
    const failure = expect.objectContaining({ name, message: expect.stringMatching(words) });
    await expect(applyColumns(columns, text, options)).rejects.toEqual(failure);
  });

  test("refuses what csv did not return", async () => {
    await expect(applyColumns([] as never, paint)).rejects.toThrow(/columns that csv returned/);
  });
});
