// Headers of any width and names of any length: read in linear time, and said in a few words. What is quadratic here takes minutes.
import { expect, test } from "vitest";
import { headerNames, positionsOf, usedNames } from "../../src/data/headerNames.ts";
import { readRows } from "../../src/data/readRows.ts";
import { applyColumns, csv } from "../../src/index.ts";

const MANY = 300_000;
const names = Array.from({ length: MANY }, (_, i) => `column ${i}`);

test("a header of 300,000 columns is read, checked, cut down and found again", () => {
  expect(headerNames(names, 1, false).length).toBe(MANY);
  expect(() => headerNames([...names, "column 7"], 1, false)).toThrow(
    /column 300001: got "column 7", expected another name than column 8 has/,
  );
  expect(usedNames(names, "column 1", names.slice(2, MANY - 1)).length).toBe(3);
  expect(positionsOf([...names].reverse(), names, 1)[0]).toBe(MANY - 1);
  expect(() => usedNames(names, "colum 1", [])).toThrow(/Did you mean "column 1"/);
});

test("a table of 100,000 columns is read", async () => {
  const wide = [...names.slice(0, 100_000), "y"];
  const rows = [wide, ...[0, 1, 2].map((r) => wide.map((_, c) => (r + c) % 7))];
  async function* batches() {
    yield { rows };
  }
  const { data, columns } = await readRows(batches(), { target: "y", task: "regression" });
  expect([data.features, data.rows, columns.length]).toEqual([100_000, 3, 100_001]);
});

const long = "x".repeat(20_000);
const messageOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "",
    (error: Error) => error.message,
  );

test("names and cells of 20,000 letters are shortened in what is said", async () => {
  const text = `${long}a,${long}b,y\n${Array.from({ length: 9 }, (_, i) => `${i},${i % 2 ? "p" : "q"}${long},${i % 3}`).join("\n")}\n`;
  const { columns } = await csv(text, { target: "y" });
  const messages = await Promise.all([
    messageOf(csv(text, { target: `${long}c` })),
    messageOf(csv(text.replace("3,p", "x,p"), { target: "y" })),
    messageOf(csv(text.replace(/^(x+)a,x+b/, "$1a,$1a"), { target: "y" })),
    messageOf(csv(`${long}\n1\n`, { target: long })),
    messageOf(applyColumns(columns, "a,b\n1,2\n")),
    messageOf(applyColumns(columns, `${long}a,${long}b\n1,r${long}\n`)),
  ]);
  for (const message of messages) {
    expect(message).toMatch(/^csv/);
    expect(message.length).toBeLessThan(600);
  }
});

test("200,000 different texts are refused as inputs, and taken as classes", async () => {
  const table = (first: string, target: string) =>
    `a,${first},y\n${Array.from({ length: 200_000 }, (_, i) => `${i % 97},${first}${target === "t" ? i % 3 : i},${target}${i}`).join("\n")}\n`;
  await expect(csv(table("t", "c"), { target: "y" })).rejects.toThrow(/line 1026.*at most 1024 different texts/);
  const { data } = await csv(table("t", "c"), { target: "y", ignore: ["t"] });
  expect(data.classes?.length).toBe(200_000);
});
