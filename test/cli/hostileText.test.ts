// Whatever stands in names of columns, classes, files, flags and settings: a terminal shows it, and does not obey it.
import { readFileSync, writeFileSync } from "node:fs";
import { SaxesParser } from "saxes";
import { beforeAll, describe, expect, test } from "vitest";
import { visible } from "../../src/core/visible.ts";
import { type Ended, workshop } from "./support.ts";

const { ravine, path } = workshop();
/** A cleared screen, a window's title, C1, backspaces, a turned direction, nothing that is there, a line that looks like ours. */
const hostile = "\x1b[2J\x1b]0;x\x07\u009b31m\b\b\u202egpj\u200b\u2028\rravine: all is well";
const file = "data\x1b[2J\u202e\nravine: forged.csv";
const row = (i: number) =>
  `${Math.sin(i).toFixed(3)},${i % 3 === 0 ? `"${hostile}"` : "plain"},"${i % 2 === 0 ? `${hostile}\nyes` : "no"}"`;
const table = `"a${hostile}","b\n${hostile}","${hostile}"\n${Array.from({ length: 60 }, (_, i) => row(i)).join("\n")}\n`;
const plainTable = table.replaceAll(`b\n${hostile}`, "b");

function expectHarmless({ stdout, stderr }: Ended): void {
  for (const line of [...stdout.split("\n"), ...stderr.split("\n")]) expect(line).toBe(visible(line));
}
const short = ["--target", hostile.trim(), "--epochs", "3"];

beforeAll(async () => {
  writeFileSync(path(file), table);
  writeFileSync(path("plain.csv"), plainTable);
  writeFileSync(path("new.csv"), `${plainTable.split("\n")[0]}\n0.5,"${hostile}x",no\n`);
  writeFileSync(path("wrong.json"), JSON.stringify({ [`hiden${hostile}\n`]: 3, hidden: [1, hostile] }));
  writeFileSync(path("broken.json"), `{ ${hostile}`);
  const trained = await ravine(["train", file, ...short, "--svg", `s${hostile.replaceAll("/", "")}.svg`]);
  expect(trained.stderr).not.toMatch(/ravine: (?!standard)/);
  expect(trained.code).toBe(0);
  expectHarmless(trained);
  expect(trained.stdout).toContain("\\x1b[2J");
});

describe("said without a character that a terminal obeys:", () => {
  test.each<[what: string, words: string[], code: number]>([
    ["a description", ["train", "plain.csv", ...short, "--no-report", "--no-out"], 0],
    ["one document", ["train", "plain.csv", ...short, "--no-report", "--no-out", "--json"], 0],
    ["no such target", ["train", "plain.csv", "--target", `no${hostile}`], 2],
    ["no target", ["train", file], 2],
    ["no such file", ["train", `none${hostile}`], 2],
    ["an unknown option", ["train", "plain.csv", `--${hostile}`], 2],
    ["an unknown option with a line of its own", ["train", "plain.csv", "--hiden\n(Did you mean \x1b[2J?)\nx"], 2],
    ["an unknown command", [hostile], 2],
    ["an option's value", ["train", "plain.csv", ...short, "--optimizer", hostile], 2],
    ["an optimizer's option", ["train", "plain.csv", ...short, "--optimizer", `adam:${hostile}=1`], 2],
    ["a schedule", ["train", "plain.csv", ...short, "--schedule", hostile], 2],
    ["hidden units", ["train", "plain.csv", ...short, "--hidden", hostile], 2],
    ["a path that cannot be written", ["train", "plain.csv", ...short, "--out", `no${hostile}/x`], 2],
    ["settings with unknown names", ["train", "plain.csv", ...short, "--config", "wrong.json"], 2],
    ["settings that are no JSON", ["train", "plain.csv", ...short, "--config", "broken.json"], 2],
    ["variants", ["compare", "plain.csv", ...short, "--vary", `${hostile}=1,2`], 2],
    ["a surface", ["race", hostile], 2],
    ["a start", ["race", "beale", "--start", hostile], 2],
    ["no model", ["predict", file, "plain.csv"], 2],
    ["no checkpoint", ["resume", file], 2],
    ["a text unseen in training", ["predict", "model.safetensors", "new.csv"], 2],
    ["a curvature", ["curvature", "model.safetensors", file], 0],
  ])("%s", async (_, words, code) => {
    const ended = await ravine(words);
    expectHarmless(ended);
    expect(ended.code).toBe(code);
  });

  test("one document has the names as they are", async () => {
    const { stdout } = await ravine(["train", "plain.csv", ...short, "--no-report", "--no-out", "--json"]);
    expect(JSON.parse(stdout).data.classes).toEqual([`${hostile}\nyes`, "no"].sort());
  });

  test("predictions in a file or a pipe are data: the classes as they are", async () => {
    const { stdout } = await ravine(["predict", "model.safetensors", file]);
    expect(stdout).toContain(`"${hostile}\nyes"`);
  });
});

test("pictures and the report are well-formed, with the names in them to be seen", () => {
  const svg = readFileSync(path(`s${hostile.replaceAll("/", "")}.svg`), "utf8");
  const parser = new SaxesParser({ xmlns: true });
  let texts = "";
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("text", (text) => {
    texts += text;
  });
  parser.write(svg).close();
  expect(texts).toContain("data\\x1b[2J\\u202e");
  const html = readFileSync(path("report.html"), "utf8");
  for (const line of [...svg.split("\n"), ...html.split("\n")]) expect(line).toBe(visible(line));
  expect(html).toContain("<bdi>data\\x1b[2J\\u202e");
});
