// A raw table from csv to a prediction: columns stored with the model, read again after save and load.
import { describe, expect, test } from "vitest";
import { csv } from "../../src/data/csv.ts";
import type { CsvOptions } from "../../src/data/readRows.ts";
import { dense, Network, split, standardizer } from "../../src/index.ts";

const lines = (...rows: string[]) => `${rows.join("\n")}\n`;
const cities = ["Oslo", "Rom", "Wien"];
const people = lines(
  "age,city,income,buys",
  ...Array.from(
    { length: 30 },
    (_, i) => `${20 + ((i * 7) % 40)},${cities[i % 3]},${(i * 37) % 100},${i % 2 ? "no" : "yes"}`,
  ),
);

/** A network trained on a table, saved and opened again. */
async function opened(table: string, options: Partial<CsvOptions> = {}): Promise<Network> {
  const { data, columns } = await csv(table, { target: "buys", ...options });
  const { train } = split(data, { validation: 0.2, test: 0 });
  const layers = [dense(6, { activation: "relu" }), dense(2)];
  const scale = standardizer(train);
  const network = await Network.create({
    inputs: data.features,
    layers,
    loss: "softmaxCrossEntropy",
    standardizer: scale,
    columns,
  });
  await network.fit(train, { epochs: 5, batchSize: 8 });
  const again = await Network.load(network.save());
  expect(again.predict(data.inputs)).toEqual(network.predict(data.inputs));
  expect((await again.read(table)).inputs).toEqual(data.inputs);
  return again;
}

test("a loaded network reads the training table as csv did, and evaluates it with its targets", async () => {
  const network = await opened(people);
  const { data } = await csv(people, { target: "buys" });
  const read = await network.read(people, { targets: true });
  expect(read.data).toEqual(data);
  expect(network.evaluate(data)).toEqual(read.data && network.evaluate(read.data));
  expect(["no", "yes"]).toEqual(expect.arrayContaining(network.classify(read.inputs)));
});

test.each<[string, string]>([
  ["columns in another order, others between them, no target", "income;x;city;age\n50;?;Rom;33\n7;9;Oslo;41\n"],
  ["a byte-order mark and CRLF", "\ufeffage,city,income\r\n33,Rom,50\r\n41,Oslo,7\r\n"],
  ["quotes, blanks and another spelling of numbers", '"age","city", income\n 3.3e1,"Rom","50.0"\n"41", Oslo ,+7\n'],
  ["tabs", "age\tcity\tincome\n33\tRom\t50\n41\tOslo\t7\n"],
])("a new table with %s gives the same predictions", async (_, table) => {
  const network = await opened(people);
  const plain = await network.read("age,city,income\n33,Rom,50\n41,Oslo,7\n");
  expect([...plain.inputs]).toEqual([33, 0, 1, 0, 50, 41, 1, 0, 0, 7]);
  const bytes = new TextEncoder().encode(table);
  for (const source of [table, bytes, [bytes.subarray(0, 9), bytes.subarray(9)]]) {
    const { inputs } = await network.read(source);
    expect(network.predict(inputs)).toEqual(network.predict(plain.inputs));
  }
});

test("what is missing in a new table is filled with the training's means, which the file keeps to the bit", async () => {
  const gaps = people.replace("27,Rom,37,no", ",Rom,37,no").replace("34,Wien,74,yes", "34,,74,yes");
  const network = await opened(gaps, { missing: "mean" });
  const { columns } = await csv(gaps, { target: "buys", missing: "mean" });
  const [age, city] = columns.map((column) => (column.kind === "target" ? undefined : column.mean));
  const { inputs } = await network.read("age,city,income\nNA,?,5\n");
  expect([...inputs]).toEqual([age, ...[city ?? []].flat(), 5].map((value) => Math.fround(Number(value))));
});

describe("a loaded network's read", () => {
  test.each<[string, string, object, RegExp]>([
    [
      "a category unseen in training",
      "age,city,income\n1,Rom,2\n1,Rome,2\n",
      {},
      /line 3, column 2 \("city"\).*"Rome".*Did you mean "Rom"/,
    ],
    ["a column that is not there", "age,town,income\n1,Rom,2\n", {}, /line 1.*the column "city"/],
    ["a missing value without means", "age,city,income\n1,Rom,\n", {}, /line 2, column 3 \("income"\).*no means/],
    ["a text for a number", "age,city,income\nold,Rom,2\n", {}, /line 2, column 1.*"old"/],
    ["1e400", "age,city,income\n1,Rom,1e400\n", {}, /line 2, column 3.*3\.4e38/],
    ["a ragged row", "age,city,income\n1,Rom,2\n1,Rom\n", {}, /line 3: got 2, expected 3/],
    [
      "a class unseen in training",
      "age,city,income,buys\n1,Rom,2,maybe\n",
      { targets: true },
      /line 2, column 4 \("buys"\)/,
    ],
    ["no target where it is wanted", "age,city,income\n1,Rom,2\n", { targets: true }, /the column "buys"/],
    ["an empty file", "", {}, /file is empty/],
    ["a header only", "age,city,income\n", {}, /header only/],
    ["a column twice", "age,city,income,age\n1,Rom,2,3\n", {}, /column 4.*"age"/],
  ])("refuses %s by line and column", async (_, table, options, words) => {
    const network = await opened(people);
    const failure = expect.objectContaining({ name: "DataError", message: expect.stringMatching(words) });
    await expect(network.read(table, options)).rejects.toEqual(failure);
  });

  test("refuses binary garbage as no text", async () => {
    const network = await opened(people);
    for (const bytes of [
      [0x89, 0x50, 0x4e, 0x47],
      [0x1f, 0x8b, 8, 0],
      [97, 44, 0, 10],
      [0xff, 0xfe, 97, 0],
    ])
      await expect(network.read(Uint8Array.from(bytes))).rejects.toThrow(
        expect.objectContaining({ name: "FormatError" }),
      );
  });
});

test("a network that was made without columns cannot read tables, and says how it could", async () => {
  const network = await Network.create({ inputs: 1, layers: [dense(1)], loss: "meanSquaredError" });
  await expect(network.read(people)).rejects.toThrow(/`columns` that csv returned/);
});

test("columns that do not make as many features as there are inputs are refused", async () => {
  const { columns } = await csv(people, { target: "buys" });
  const made = Network.create({ inputs: 4, layers: [dense(2)], loss: "softmaxCrossEntropy", columns });
  await expect(made).rejects.toThrow(/5 features.*expected 4/);
});

test("read refuses an option that it does not have", async () => {
  const network = await opened(people);
  await expect(network.read(people, { target: true } as never)).rejects.toMatchObject({
    name: "OptionError",
    message: expect.stringContaining('Did you mean "targets"?'),
  });
});
