// Checkpoints from strangers: what they say is checked, and they neither write nor read where the user did not mean. Runs the built binary.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCommandRecord } from "../../src/cli/commandRecord.ts";
import { Failure } from "../../src/cli/failure.ts";
import { resumedSettings } from "../../src/cli/resumedSettings.ts";
import { FormatError } from "../../src/core/errors.ts";
import { readTensors } from "../../src/formats/readTensors.ts";
import { writeTensors } from "../../src/formats/writeTensors.ts";
import { tableText, workshop } from "./support.ts";

const { ravine, path, folder, files } = workshop();
const KEY = "ravine-command";
/** Not the folder of the checkpoint. */
const elsewhere = mkdtempSync(join(tmpdir(), "ravine-elsewhere-"));
afterAll(() => rmSync(elsewhere, { recursive: true }));
let checkpoint: Uint8Array;
let kept: { data: string; command: string; settings: Record<string, unknown> };

/** The checkpoint with another text as its record, checksum and all. */
function withText(text: string): Uint8Array {
  const { tensors, metadata } = readTensors("test", checkpoint);
  return writeTensors({ tensors, metadata: { ...metadata, [KEY]: text } });
}
const withRecord = (change: object, settings: object = {}) =>
  withText(JSON.stringify({ ...kept, settings: { ...kept.settings, ...settings }, ...change }));

beforeAll(async () => {
  writeFileSync(path("t.csv"), tableText(40));
  const words = ["train", "t.csv", "--target", "label", "--epochs", "2", "--out", "m.safetensors"];
  expect((await ravine([...words, "--checkpoint", "ck", "--svg", "c.svg"])).code).toBe(0);
  checkpoint = new Uint8Array(readFileSync(path("ck")));
  kept = JSON.parse(readTensors("test", checkpoint).metadata[KEY]);
});

describe("what a checkpoint says of its command", () => {
  test.each<[string, () => Uint8Array, RegExp]>([
    ["settings that are null", () => withRecord({ settings: null }), /evil: settings: expected an object.*null/],
    ["settings that are a list", () => withRecord({ settings: [1] }), /evil: settings: expected an object/],
    ["a setting of null", () => withRecord({}, { ignore: null }), /evil: settings: ignore: got null, expected columns/],
    ["a setting of another type", () => withRecord({}, { out: 5 }), /evil: settings: out: got 5, expected a path/],
    ["a path with a null character", () => withRecord({}, { out: "a\0b" }), /evil: settings: out: got "a\\u0000b"/],
    ["a nested setting", () => withRecord({}, { hidden: [{ a: 1 }] }), /evil: settings: hidden\[0\]: got an object/],
    ["an unknown setting", () => withRecord({}, { epoch: 5 }), /evil: settings: epoch: .* Did you mean "epochs"\?/],
    [
      "a prototype",
      () => withText(JSON.stringify(kept).replace('"settings":{', '"settings":{"__proto__":{"json":true},')),
      /evil: settings: __proto__: there is no such setting/,
    ],
    [
      "an optimizer that does not exist",
      () => withRecord({}, { optimizer: "x" }),
      /evil: settings: --optimizer: got "x"/,
    ],
    [
      "another batch size than its run's",
      () => withRecord({}, { batchSize: 7 }),
      /evil: .*batchSize 7, but its run .* 32/,
    ],
    ["other layers than its run's", () => withRecord({}, { hidden: [3] }), /evil: its settings say hidden .*3.*but/],
    ["another optimizer than its run's", () => withRecord({}, { optimizer: "sgd" }), /evil: .*optimizer .*sgd.*adam/],
    ["data that is a number", () => withRecord({ data: 5 }), /evil: data: got 5, expected a path/],
    ["a command that is none", () => withRecord({ command: { a: 1 } }), /evil: command: got an object/],
    [
      "a command for a shell",
      () => withRecord({ command: "ravine train iris; rm x" }),
      /evil: command: got "ravine train/,
    ],
    ["a command in two lines", () => withRecord({ command: "ravine train iris\ncurl x" }), /evil: command: got/],
    ["a record that is no JSON", () => withText("{"), /evil: data: got undefined/],
    ["a record of null", () => withText("null"), /evil: data: got undefined/],
  ])("%s is refused by name", (_, bytes, says) => {
    expect(() => readCommandRecord("evil", bytes())).toThrow(says);
    expect(() => readCommandRecord("evil", bytes())).toThrow(Failure);
  });

  test("a command with quoted words is what train writes", () => {
    const command = "ravine train 'a b.csv' --target 'it'\\''s' --hidden 64,32";
    expect(readCommandRecord("ck", withRecord({ command })).command).toBe(command);
  });

  test("whatever JSON stands in it is read or refused in words", async () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    const names = fc.constantFrom(...Object.keys(kept.settings), "clip", "schedule", "labels", "initializer", "x");
    const records = fc.oneof(
      json.map((value) => JSON.stringify(value)),
      fc
        .record({ settings: json, data: json, command: json }, { requiredKeys: [] })
        .map((value) => JSON.stringify(value)),
      fc
        .dictionary(names, fc.oneof(json, fc.string()), { maxKeys: 2 })
        .map((settings) => JSON.stringify({ ...kept, settings: { ...kept.settings, ...settings } })),
    );
    await fc.assert(
      fc.asyncProperty(records, async (text) => {
        try {
          await resumedSettings(path("ck"), readCommandRecord("evil", withText(text)), {});
        } catch (error) {
          expect(error instanceof Failure || error instanceof FormatError, `${text}: ${(error as Error).stack}`).toBe(
            true,
          );
          expect((error as Error).message).not.toMatch(/Cannot read|is not|undefined \(|convert/);
        }
      }),
      { numRuns: 400, seed: 12 },
    );
  });
});

describe("where a checkpoint would write", () => {
  const refused: [string, object][] = [
    ["an absolute path", { out: join(elsewhere, "m.safetensors") }],
    ["a folder above", { out: "../m.safetensors" }],
    ["a folder above, by a way round", { report: "sub/../../r.html" }],
    ["a folder behind a link", { out: "away/m.safetensors" }],
    ["a link to another file", { out: "link.safetensors" }],
    ["a link to nothing", { out: "nowhere.safetensors" }],
    ["a hidden file", { out: ".bashrc" }],
    ["a file in a hidden folder", { svg: ".git/c.svg" }],
    ["a report that is no page", { report: "Makefile" }],
    ["a picture that is none", { svg: "c.js" }],
    ["a file that Ravine did not write", { out: "notes.txt" }],
    ["a device", { out: "/dev/stdout" }],
    ["a pipe", { out: "pipe" }],
    ["a device of Windows", { out: "NUL.safetensors" }],
    ["a path of Windows", { out: "sub\\m.safetensors" }],
    ["a drive of Windows", { checkpoint: "C:m.ck" }],
    ["a control character", { out: "m\n.safetensors" }],
    ["the folder itself", { out: "." }],
  ];
  beforeAll(() => {
    mkdirSync(path("sub"));
    symlinkSync(elsewhere, path("away"));
    symlinkSync("notes.txt", path("link.safetensors"));
    symlinkSync(join(elsewhere, "nothing"), path("nowhere.safetensors"));
    writeFileSync(path("notes.txt"), "mine");
    execFileSync("mkfifo", [path("pipe")]);
  });

  test.each(refused)("%s is refused, with file, path and flag named, and nothing is written", async (_, settings) => {
    writeFileSync(path("evil"), withRecord({}, settings));
    const before = files();
    const { code, stderr } = await ravine(["resume", "evil", "--epochs", "3"]);
    const [name, value] = Object.entries(settings)[0];
    expect(code).toBe(2);
    expect(stderr).toContain("evil: ");
    expect(stderr).toContain(JSON.stringify(value));
    expect(stderr).toContain(`--${name} FILE`);
    expect(files()).toEqual(before);
    expect(readFileSync(path("notes.txt"), "utf8")).toBe("mine");
  });

  test("a flag given now says where instead, and --trust-paths that the checkpoint is right", async () => {
    writeFileSync(path("evil"), withRecord({}, { out: "../escaped.safetensors" }));
    const inner = join(folder, "sub");
    writeFileSync(join(inner, "own"), withRecord({ data: "t.csv" }, { out: "new.safetensors" }));
    expect((await ravine(["resume", "evil", "--epochs", "3", "--out", "given.safetensors"])).code).toBe(0);
    expect(existsSync(path("given.safetensors"))).toBe(true);
    const elsewhere = await ravine(["resume", "sub/own", "--epochs", "3"]);
    expect(elsewhere).toMatchObject({ code: 2, stderr: expect.stringContaining("is outside its folder") });
    expect((await ravine(["resume", "sub/own", "--epochs", "3", "--trust-paths"])).code).toBe(0);
    expect(existsSync(path("new.safetensors"))).toBe(true);
  });

  test("files of an earlier run beside it are replaced, and the page says who says how it was begun", async () => {
    writeFileSync(path("evil"), withRecord({}));
    const [before] = ["report.html"].map((name) => statSync(path(name)).mtimeMs);
    const { code, stdout } = await ravine(["resume", "evil", "--epochs", "4"]);
    expect(code).toBe(0);
    expect(stdout).toContain("data         t.csv, as evil says");
    expect(statSync(path("report.html")).mtimeMs).not.toBe(before);
    expect(readFileSync(path("report.html"), "utf8")).toContain("resumed from evil, which says that it was begun with");
  });
});

describe("what a checkpoint would read", () => {
  test.each(["/dev/zero", "pipe", "//server/share/t.csv"])("%s is refused where no flag names it", async (data) => {
    writeFileSync(path("evil"), withRecord({ data }));
    const { code, stderr } = await ravine(["resume", "evil"]);
    expect(stderr).toContain(`evil: its settings would read "${data}"`);
    expect(stderr).toContain("--data FILE");
    expect(code).toBe(2);
  });

  test.each([
    ["other rows", tableText(41), /other\.csv: this is not the table that ck was trained on: .*hash/],
    [
      "other columns",
      tableText(40).replace("colour", "color"),
      /other\.csv: .* ck .*: its columns are .*color .*colour/,
    ],
    ["other classes", tableText(40).replaceAll("yes", "da"), /other\.csv: .* ck .*: its classes are .*da/],
    [
      "a column more",
      tableText(40).replaceAll("\n", ",7\n").replace("label,7", "label,n"),
      /other\.csv: .*its columns are/,
    ],
  ])("a table with %s is refused with both named", async (_, text, says) => {
    writeFileSync(path("other.csv"), text);
    const { code, stderr } = await ravine(["resume", "ck", "--data", "other.csv", "--epochs", "3"]);
    expect(stderr).toMatch(says);
    expect(stderr).toContain("--data FILE");
    expect(code).toBe(2);
  });
});
