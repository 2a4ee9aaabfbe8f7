// Whatever is wrong with the input: exit 2, one clear message that names place and mending, no stack, no file left behind.
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { tableText, workshop } from "./support.ts";

const { ravine, path, files } = workshop();
const good = tableText(60);
const write = (name: string, content: string | Uint8Array) => writeFileSync(path(name), content);
/** The good table with line `line` (from 1) changed. */
const changed = (line: number, to: string) => {
  const lines = good.split("\n");
  lines[line - 1] = to;
  return lines.join("\n");
};
const train = (file: string, ...more: string[]) => ["train", file, "--target", "label", ...more];

/** What it is, the command, what the message must say; \`before\` makes the files. */
const bad: [what: string, words: string[], says: RegExp, before?: () => void][] = [
  ["no such file", train("irsi.csv"), /irsi\.csv: there is no such file/],
  ["a file name mistyped", train("god.csv"), /Did you mean "good\.csv"/],
  ["a built-in name mistyped", ["train", "iriss"], /Did you mean "iris"/],
  ["a folder", train("folder"), /folder: this is a folder/],
  ["an empty file", train("empty.csv"), /empty\.csv: .*The file is empty/, () => write("empty.csv", "")],
  ["a header only", train("head.csv"), /head\.csv: .*There is a header only/, () => write("head.csv", "a,b,label\n")],
  [
    "a ragged row",
    train("ragged.csv"),
    /ragged\.csv, line 7: got 2, expected 4 values/,
    () => write("ragged.csv", changed(7, "1,2")),
  ],
  [
    "a row too long",
    train("long.csv"),
    /long\.csv, line 9: got 5/,
    () => write("long.csv", changed(9, "1,2,red,yes,4")),
  ],
  ["no target", ["train", "good.csv"], /--target: name the column to predict, one of a, b, colour, label/],
  ["an unknown column", ["train", "good.csv", "--target", "lable"], /--target: got "lable".*Did you mean "label"/],
  [
    "text where numbers were",
    train("text.csv"),
    /text\.csv, line 5, column 1 \("a"\): got "abc"/,
    () => write("text.csv", changed(5, "abc,1,red,yes")),
  ],
  ["one class only", train("one.csv"), /one class only \(yes\)/, () => write("one.csv", good.replace(/no$/gm, "yes"))],
  [
    "constant columns only",
    train("same.csv"),
    /every column but the target is constant/,
    () => write("same.csv", `a,label\n${"1,yes\n1,no\n".repeat(20)}`),
  ],
  [
    "a constant target",
    ["train", "flat.csv", "--target", "y", "--task", "regression"],
    /"y" is 3 in every row/,
    () => write("flat.csv", `a,y\n1,3\n2,3\n4,3\n5,3\n6,3\n7,3\n8,3\n`),
  ],
  [
    "a missing value",
    train("gap.csv"),
    /gap\.csv, line 4, column 2 .*--missing mean/,
    () => write("gap.csv", changed(4, "1,NaN,red,yes")),
  ],
  [
    "a missing target",
    train("notarget.csv", "--missing", "mean"),
    /line 4.*a target.*--missing drop/,
    () => write("notarget.csv", changed(4, "1,2,red,")),
  ],
  [
    "1e400",
    train("vast.csv"),
    /vast\.csv, line 6, column 1 .*1e400.*finite/,
    () => write("vast.csv", changed(6, "1e400,1,red,yes")),
  ],
  ["infinity", train("inf.csv"), /line 6, column 1 .*finite/, () => write("inf.csv", changed(6, "-inf,1,red,yes"))],
  [
    "a quote not closed",
    train("quote.csv"),
    /quote\.csv, line \d+: .*quote is not closed/,
    () => write("quote.csv", changed(8, '1,2,"red,yes')),
  ],
  [
    "two columns of one name",
    train("twice.csv"),
    /twice\.csv, line 1, column 2.*Rename/,
    () => write("twice.csv", good.replace("a,b", "a,a")),
  ],
  [
    "a column without a name",
    train("unnamed.csv"),
    /line 1, column 2.*a name for each column/,
    () => write("unnamed.csv", good.replace("a,b", "a,")),
  ],
  [
    "bytes that are no text",
    train("binary.csv"),
    /binary\.csv.*UTF-8/,
    () => write("binary.csv", new Uint8Array([97, 44, 98, 10, 0xff, 0xfe, 0x80])),
  ],
  ["zeros", train("zeros.csv"), /zeros\.csv.*NUL/, () => write("zeros.csv", new Uint8Array(2000))],
  [
    "a truncated gzip file",
    train("cut.csv.gz"),
    /cut\.csv\.gz: it cannot be unpacked/,
    () => write("cut.csv.gz", gzipSync(good.repeat(9)).subarray(0, 150)),
  ],
  [
    "no Parquet file",
    train("no.parquet"),
    /no\.parquet: it cannot be read as Parquet/,
    () => write("no.parquet", "PAR?"),
  ],
  ["no Arrow file", train("no.arrow"), /no\.arrow: it cannot be read as Arrow/, () => write("no.arrow", "ARROW?")],
  ["no NumPy file", train("no.npy"), /no\.npy: it is no whole \.npy file/, () => write("no.npy", "NUMPY?")],
  [
    "no NumPy archive",
    train("no.npz"),
    /no\.npz: it is no whole \.npz file, which is a zip archive/,
    () => write("no.npz", "PK"),
  ],
  [
    "no IDX images",
    ["train", "no-idx3-ubyte", "--labels", "good.csv"],
    /no-idx3-ubyte: got "0x74657874", expected an image file/,
    () => write("no-idx3-ubyte", "text, not images"),
  ],
  [
    "images without labels",
    ["train", "lone-images-idx3-ubyte"],
    /--labels/,
    () => write("lone-images-idx3-ubyte", new Uint8Array(16)),
  ],
  ["a spreadsheet", train("table.xlsx"), /\.xlsx files are not read/, () => write("table.xlsx", "PK")],
  [
    "too few rows to split",
    train("few.csv"),
    /--validation, --test: .*rows/,
    () => write("few.csv", "a,label\n1,yes\n2,no\n"),
  ],
  [
    "as many texts as rows",
    train("names.csv"),
    /names\.csv, line \d+, column 1 \("a"\).*1024 different texts/,
    () =>
      write(
        "names.csv",
        `a,b,label\n${Array.from({ length: 1100 }, (_, i) => `name${i},${i},${i % 2 ? "yes" : "no"}`).join("\n")}\n`,
      ),
  ],
  [
    "classes where a regression is asked for",
    train("good.csv", "--task", "regression"),
    /expected numbers, since the task is a regression/,
  ],
  [
    "decimal commas",
    train("commas.csv"),
    /commas\.csv, column "a": its numbers have commas \(-?\d,\d+\)\. Write them without/,
    () => write("commas.csv", good.replaceAll(",", ";").replaceAll(".", ",")),
  ],
  [
    "decimal commas in the target",
    ["train", "prices.csv", "--target", "y"],
    /prices\.csv, column "y": its numbers have commas/,
    () => write("prices.csv", `a;y\n${"1;2,5\n2;3,5\n".repeat(9)}`),
  ],
  [
    "a plateau of no validation set",
    train("good.csv", "--schedule", "plateau:5", "--validation", "0"),
    /--schedule: plateau watches/,
  ],
  ["a schedule without its length", train("good.csv", "--schedule", "cosine"), /got "cosine", expected cosine:LENGTH/],
  ["momentum for adam", train("good.csv", "--momentum", "0.9"), /--momentum: adam takes none.*--optimizer sgd/],
  ["a layer too wide", train("good.csv", "--hidden", "1000000000"), /--hidden: got 1000000000/],
  ["one optimizer to compare", ["compare", "iris", "--optimizer", "sgd"], /--optimizer: it goes with --vary/],
  ["an unknown option", train("good.csv", "--hiden", "3"), /Did you mean --hidden/],
  ["an unknown command", ["trian", "good.csv"], /Did you mean train/],
  ["an option without its value", ["train", "good.csv", "--target"], /argument missing/],
  [
    "a learning rate that is no number",
    train("good.csv", "--learning-rate", "fast"),
    /--learning-rate: got "fast", expected a number > 0/,
  ],
  ["a learning rate of 0", train("good.csv", "--learning-rate", "0"), /--learning-rate: got 0/],
  ["shares that leave nothing", train("good.csv", "--validation", "0.6", "--test", "0.5"), /together below 1/],
  ["hidden units that are none", train("good.csv", "--hidden", "8,x"), /--hidden\[1\]: got "x"/],
  ["an unknown activation", train("good.csv", "--activation", "rely"), /--activation: .*Did you mean "relu"/],
  ["an unknown optimizer", train("good.csv", "--optimizer", "adma"), /--optimizer: .*Did you mean "adam"/],
  ["an optimizer's unknown option", train("good.csv", "--optimizer", "adam:beta3=0.5"), /beta3.*Did you mean "beta/],
  ["an unknown schedule", train("good.csv", "--schedule", "halv:10"), /--schedule: .*Did you mean "halve"/],
  ["a schedule's wrong number", train("good.csv", "--schedule", "halve:ten"), /--schedule: got "halve:ten"/],
  ["a keep above 1", train("good.csv", "--keep", "1.5"), /--keep: got 1.5, expected a number above 0, up to 1/],
  ["a batch of half a row", train("good.csv", "--batch-size", "0.5"), /--batch-size: got 0.5/],
  ["no epochs", train("good.csv", "--epochs", "0"), /--epochs: got 0/],
  ["a negative seed", train("good.csv", "--seed", "-1"), /--seed: got -1/],
  [
    "a report in no folder",
    train("good.csv", "--report", "nowhere/report.html"),
    /--report: there is no folder nowhere/,
  ],
  ["a model that is a folder", train("good.csv", "--out", "folder"), /--out: folder is a folder/],
  ["one file for two", train("good.csv", "--out", "x", "--report", "x"), /--report: x is the file of --out too/],
  [
    "a configuration that is no JSON",
    train("good.csv", "--config", "broken.json"),
    /broken\.json, line 1, column 3: it is no JSON/,
    () => write("broken.json", "{ hidden: 3"),
  ],
  [
    "wrong keys in the configuration, all of them",
    train("good.csv", "--config", "wrong.json"),
    /wrong\.json: hiden: .*Did you mean "hidden"[\s\S]*wrong\.json: hidden\[1\]: got "b"/,
    () => write("wrong.json", '{"hiden": 3, "hidden": [1, "b"]}'),
  ],
  ["no such configuration", train("good.csv", "--config", "none.json"), /--config: none\.json/],
  ["no model", ["predict", "good.csv", "good.csv"], /good\.csv: .*(truncated|safetensors)/],
  [
    "a truncated model",
    ["predict", "cut.safetensors", "good.csv"],
    /cut\.safetensors.*(truncated|damaged)/,
    () => write("cut.safetensors", readFileSync(path("model.safetensors")).subarray(0, -9)),
  ],
  [
    "an altered model",
    ["predict", "bent.safetensors", "good.csv"],
    /bent\.safetensors.*(altered|damaged|checksum)/,
    () => {
      const bytes = readFileSync(path("model.safetensors"));
      bytes[bytes.length - 5] ^= 64;
      write("bent.safetensors", bytes);
    },
  ],
  [
    "a table without a column of the model",
    ["predict", "model.safetensors", "narrow.csv"],
    /narrow\.csv, line 1.*the column "colour"/,
    () => write("narrow.csv", "a,b\n1,2\n"),
  ],
  [
    "a text unseen in training",
    ["predict", "model.safetensors", "new.csv"],
    /new\.csv, line 3, column 3 .*"rod".*Did you mean "red"/,
    () => write("new.csv", "a,b,colour\n1,2,red\n1,2,rod\n"),
  ],
  [
    "a bad row after many good ones",
    ["predict", "model.safetensors", "late.csv", "--out", "late.out"],
    /late\.csv, line 20002/,
    () => write("late.csv", `a,b,colour\n${"1,2,red\n".repeat(20_000)}1,x,red\n`),
  ],
  ["a model instead of a checkpoint", ["resume", "model.safetensors"], /this is a model, not a checkpoint/],
  ["no checkpoint", ["resume", "good.csv"], /good\.csv/],
  ["an unknown surface", ["race", "beal"], /Did you mean "beale"/],
  ["a start of one number", ["race", "beale", "--start", "3"], /--start: got "3", expected 2 numbers/],
  [
    "a flag that cannot be varied",
    ["compare", "good.csv", "--target", "label", "--vary", "out=a,b"],
    /--vary: got "out=a,b"/,
  ],
  ["no seeds", ["compare", "good.csv", "--target", "label", "--seeds", "0"], /--seeds: got 0/],
  ["curvature of no model", ["curvature", "good.csv", "good.csv"], /good\.csv/],
];

beforeAll(async () => {
  write("good.csv", good);
  mkdirSync(path("folder"));
  const { code } = await ravine(train("good.csv", "--epochs", "2", "--no-report"));
  expect(code).toBe(0);
});

describe(`bad input (${bad.length} kinds)`, () => {
  test.concurrent.each(bad)("%s", async (_, words, says, before) => {
    before?.();
    const { code, stdout, stderr } = await ravine(words);
    expect(stderr).toMatch(says);
    expect(code).toBe(2);
    expect(stdout).not.toMatch(/fingerprint/);
    expect(stderr).not.toMatch(/^\s+at |node:internal|\.js:\d+/m);
    expect(stderr).not.toMatch(/undefined|\[object/);
    expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(3);
  });

  test("leaves no half-written file", () => {
    const made = files().filter((name) => /report|\.tmp$|late\.out|checkpoint|race|^x$/.test(name));
    expect(made).toEqual([]);
  });

  test("no permission to read, and none to write", async ({ skip }) => {
    const nobody = process.getuid?.() === 0 ? 65534 : undefined;
    chmodSync(path(""), 0o755);
    const as = (...words: string[]) => ravine(words, "", nobody);
    if ((await as("--version").catch(() => ({ code: 1 }))).code !== 0) skip("only root can read this folder");
    write("secret.csv", good);
    chmodSync(path("secret.csv"), 0);
    mkdirSync(path("locked"), { mode: 0o500 });
    mkdirSync(path("open"));
    chmodSync(path("open"), 0o777);
    const unread = { code: 2, stderr: expect.stringMatching(/^ravine: secret\.csv: no permission\.\n$/) };
    expect(await as(...train("secret.csv"), "--no-out", "--no-report")).toMatchObject(unread);
    expect(await as("predict", "model.safetensors", "secret.csv", "--out", "open/p.csv")).toMatchObject(unread);
    expect(readdirSync(path("open"))).toEqual([]);
    const locked = { code: 2, stderr: expect.stringMatching(/--out: locked\/m cannot be written \(no permission\)/) };
    expect(await as(...train("good.csv"), "--out", "locked/m")).toMatchObject(locked);
    const nothing = ["--epochs", "1", "--no-out", "--no-report", "--json"];
    expect(await as(...train("good.csv"), ...nothing)).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("odd but good input", () => {
  test.each([
    ["a byte-order mark", `\ufeff${good}`],
    ["Windows' line ends", good.replaceAll("\n", "\r\n")],
    ["semicolons", good.replaceAll(",", ";")],
    ["tabs, and blank lines at the end", `${good.replaceAll(",", "\t")}\n\n\n`],
    ["blanks around cells", good.replaceAll(",", " , ")],
  ])("%s: read as the plain table is", async (what, content) => {
    const name = `odd-${what.length}.csv`;
    write(name, content);
    const plain = await ravine(train("good.csv", "--epochs", "1", "--no-report", "--no-out", "--json"));
    const odd = await ravine(train(name, "--epochs", "1", "--no-report", "--no-out", "--json"));
    expect(odd.stderr).toBe("");
    expect(JSON.parse(odd.stdout)).toEqual(JSON.parse(plain.stdout));
  });
});
