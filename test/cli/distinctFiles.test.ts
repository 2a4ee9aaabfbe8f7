// No command writes over what it reads, nor one of its files over another, however the path is spelled. Runs the built binary.
import { linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { requireDistinctFiles } from "../../src/cli/requireDistinctFiles.ts";
import { tableText, workshop } from "./support.ts";

const { ravine, path, folder } = workshop();
const text = tableText(40);
const train = ["train", "d.csv", "--target", "label", "--epochs", "1"];
const kept = ["d.csv", "m.safetensors", "ck", "settings.json", "ravine.json"];
let before: Buffer[];
const contents = () => kept.map((name) => readFileSync(path(name)));

beforeAll(async () => {
  writeFileSync(path("d.csv"), text);
  writeFileSync(path("settings.json"), "{}");
  writeFileSync(path("ravine.json"), "{}");
  mkdirSync(path("sub"));
  symlinkSync("d.csv", path("link.csv"));
  symlinkSync(folder, path("here"));
  linkSync(path("d.csv"), path("hard.csv"));
  symlinkSync("m.safetensors", path("m.link"));
  expect((await ravine([...train, "--no-report", "--out", "m.safetensors", "--checkpoint", "ck"])).code).toBe(0);
  before = contents();
});

test.each<[string, string[], RegExp]>([
  ["train: the data", [...train, "--out", "d.csv"], /--out: d\.csv is the file of DATA too/],
  ["the data as ./", [...train, "--out", "./d.csv"], /--out: \.\/d\.csv is the file of DATA too, there called d\.csv/],
  [
    "the data by a way round",
    [...train, "--report", "sub/../d.csv"],
    /--report: sub\/\.\.\/d\.csv is the file of DATA too/,
  ],
  ["the data behind a link", [...train, "--svg", "link.csv"], /--svg: link\.csv is the file of DATA too/],
  ["the data behind a linked folder", [...train, "--svg", "here/d.csv"], /--svg: here\/d\.csv is the file of DATA too/],
  ["the data under a second name", [...train, "--checkpoint", "hard.csv"], /--checkpoint: hard\.csv is .* DATA too/],
  [
    "the settings",
    [...train, "--config", "settings.json", "--out", "./settings.json"],
    /--out: .* is the file of --config/,
  ],
  ["ravine.json", [...train, "--out", "ravine.json"], /--out: ravine\.json is the file of --config too/],
  [
    "two outputs",
    [...train, "--out", "new", "--report", "./new"],
    /--report: \.\/new is the file of --out too, there called new/,
  ],
  [
    "two outputs by a linked folder",
    [...train, "--out", "new", "--svg", "here/new"],
    /--svg: here\/new is the file of --out/,
  ],
  [
    "the checkpoint beside the model",
    [...train, "--out", "x.safetensors", "--report", "x.checkpoint"],
    /--checkpoint: .*--report/,
  ],
  [
    "labels",
    [...train, "--labels", "settings.json", "--out", "settings.json"],
    /--out: settings\.json is the file of --labels too/,
  ],
  [
    "compare: the data",
    ["compare", "d.csv", "--target", "label", "--svg", "here/d.csv"],
    /--svg: .* is the file of DATA too/,
  ],
  [
    "predict: the model",
    ["predict", "m.safetensors", "d.csv", "--out", "./m.safetensors"],
    /--out: .* the file of MODEL too/,
  ],
  ["predict: the model behind a link", ["predict", "m.link", "d.csv", "--out", "m.safetensors"], /--out: .* MODEL too/],
  [
    "predict: the data",
    ["predict", "m.safetensors", "d.csv", "--out", "hard.csv"],
    /--out: .* is the file of DATA too/,
  ],
  [
    "resume: the checkpoint as a model",
    ["resume", "ck", "--out", "./ck"],
    /--out: \.\/ck is the file of CHECKPOINT too/,
  ],
  [
    "resume: the data",
    ["resume", "ck", "--data", "d.csv", "--svg", "link.csv"],
    /--svg: link\.csv is the file of --data too/,
  ],
])("%s is not written over", async (_, words, says) => {
  const { code, stderr, stdout } = await ravine(words);
  expect(stderr).toMatch(says);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(contents()).toEqual(before);
});

test("the data on standard input is known too", async () => {
  const { code, stderr } = await ravineFrom("d.csv", ["predict", "m.safetensors", "-", "--out", "d.csv"]);
  expect(stderr).toContain("--out: d.csv is the file of DATA too");
  expect(code).toBe(2);
});

test("a resumed training writes its own checkpoint, and devices may be named twice", async () => {
  const own = ["resume", "ck", "--checkpoint", "./ck", "--epochs", "2", "--report", "r.html"];
  expect((await ravine(own)).code).toBe(0);
  await requireDistinctFiles({ "--out": "/dev/null", "--report": "/dev/null" }, { DATA: "/dev/stdin" });
  await requireDistinctFiles({ "--out": path("iris") }, { DATA: path("iris") }); // a built-in set is no file
});

test("standard input that is a folder is said to be one", async () => {
  const { code, stderr } = await ravineFrom("sub", ["predict", "m.safetensors", "-"]);
  expect(stderr).toContain("standard input: this is a folder");
  expect(code).toBe(2);
});

/** The binary with a file as its standard input. */
async function ravineFrom(name: string, words: readonly string[]) {
  const { execFile } = await import("node:child_process");
  const { binary } = await import("./support.ts");
  return await new Promise<{ code: number; stderr: string }>((done) =>
    execFile(
      "sh",
      ["-c", `exec "$0" "$@" < ${name}`, process.execPath, binary, ...words],
      { cwd: folder },
      (error, _, stderr) => done({ code: Number(error?.code ?? 0), stderr }),
    ),
  );
}
