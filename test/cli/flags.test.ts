// The table of flags: each is read, checked and shown from its one row, and errors of the library find their flag.
import { describe, expect, test } from "vitest";
import { commandFlags } from "../../src/cli/commandFlags.ts";
import { failureOf } from "../../src/cli/failure.ts";
import { flagName } from "../../src/cli/flag.ts";
import { flagOfPath } from "../../src/cli/flagOfPath.ts";
import { flags, resumedFlags, settingFlag, settingNames, settingsThatAffect } from "../../src/cli/flags.ts";
import { checkedValues, defaults, readFlags } from "../../src/cli/settings.ts";
import { csv, dense, dropout, Network, sgd, split } from "../../src/index.ts";

const failureFrom = async (body: () => unknown, running = false) => {
  try {
    await body();
  } catch (error) {
    return failureOf(error, { names: { csv: "table.csv" }, running });
  }
  throw new Error("nothing was thrown");
};

describe("the table", () => {
  test("has defaults that its own rules accept", () => {
    expect(checkedValues(flags, defaults)).toEqual(defaults);
  });

  test("says what may be varied, and what a resumed training may change", () => {
    expect(settingsThatAffect("training")).toEqual(expect.arrayContaining(["learningRate", "hidden", "batchSize"]));
    for (const name of ["target", "validation", "seed", "out", "json"])
      expect(settingsThatAffect("training")).not.toContain(name);
    expect(Object.keys(resumedFlags).sort()).toEqual(
      ["checkpoint", "checkpointEvery", "epochs", "json", "labels", "out", "report", "steps", "svg"].sort(),
    );
  });

  test("is what the commands take", () => {
    expect(Object.keys(commandFlags.train).sort()).toEqual([...settingNames, "config"].sort());
    expect(Object.keys(commandFlags.compare)).toEqual(expect.arrayContaining(settingsThatAffect("data", "training")));
    expect(Object.keys(commandFlags.resume)).not.toContain("optimizer");
  });

  test.each(settingNames)("%s has help in one line without a default in it", (name) => {
    const { help } = settingFlag(name);
    expect(help).toMatch(/^\S[^\n]+$/);
    if (name !== "checkpoint") expect(help).not.toContain("default");
  });
});

describe("a flag's text", () => {
  test.each([
    ["hidden", "64, 32", [64, 32]],
    ["hidden", "none", []],
    ["ignore", "id, name", ["id", "name"]],
    ["learningRate", "1e-3", 0.001],
    ["batchSize", "8", 8],
    ["target", "5", "5"],
  ])("%s %s is read as %j", (name, text, value) =>
    expect(readFlags(flags, { [name]: text })).toEqual({ [name]: value }),
  );

  test.each([
    ["learningRate", "fast", '--learning-rate: got "fast", expected a number > 0.'],
    ["learningRate", "0x10", '--learning-rate: got "0x10", expected a number > 0.'],
    ["hidden", "8,x", '--hidden[1]: got "x", expected a whole number ≥ 1.'],
    ["task", "guess", '--task: got "guess", expected one of "auto", "classification", "regression".'],
    ["seed", "-1", "--seed: got -1, expected a whole number ≥ 0."],
  ])("%s %s is refused", (name, text, message) => expect(() => readFlags(flags, { [name]: text })).toThrow(message));

  test("every fault is said at once, with the nearest name", () => {
    const called = (name: string) => name;
    expect(() => checkedValues(flags, { hiden: 3, hidden: [1, "b"], epochs: 0 }, called, "f.json: ")).toThrow(
      [
        'f.json: hiden: there is no such setting. Did you mean "hidden"?',
        'f.json: hidden[1]: got "b", expected a whole number ≥ 1.',
        "f.json: epochs: got 0, expected a whole number ≥ 1.",
      ].join("\n"),
    );
  });
});

describe("an error of the library", () => {
  test.each([
    [["dense", "units"], "--hidden"],
    [["dense", "activation", "beta"], "--activation"],
    [["fit", "clip", "norm"], "--clip"],
    [["split", "test"], "--test"],
    [["csv", "ignore"], "--ignore"],
    [["Network", "layers", 0], undefined],
    [["fit"], undefined],
  ])("at %j belongs to %s", (path, flag) => expect(flagOfPath(path)).toBe(flag));

  test("says the flag, the table's name, and remedies in flags", async () => {
    const said = async (body: () => unknown) => (await failureFrom(body)).message;
    expect(await said(() => dense(-1))).toMatch(/^--hidden: got -1, expected /);
    expect(await said(() => dense(1, { activation: "rely" }))).toMatch(/^--activation: .*Did you mean "relu"/);
    expect(await said(() => dropout({ keep: 2 }))).toMatch(/^--keep: got 2, expected a number in \(0, 1\]\.$/);
    expect(await said(() => csv("a,b\n1,2\n,3\n4,4\n", { target: "b" }))).toMatch(
      /^table\.csv, line 3, column 1 \("a"\): .*Fill the cell in, give --missing mean, or give --missing drop\.$/,
    );
    expect(await said(() => csv("a,b\n1,2\n", { target: "c" }))).toMatch(
      /^--target: got "c", expected one of the columns a, b/,
    );
    const { data } = await csv("a,b\n1,x\n2,y\n", { target: "b" });
    expect(await said(() => split(data))).toMatch(/^--validation, --test: got "2 rows", expected enough rows/);
    expect(await said(() => sgd({ learningRate: -1 }))).toMatch(/^sgd\.learningRate: got -1/);
    expect(await said(() => Network.load(new Uint8Array(3)))).toMatch(/^Network\.load: /);
  });

  test("ends a training that runs with 1, unless an option was wrong", async () => {
    expect(await failureFrom(() => Network.load(new Uint8Array(3)), true)).toMatchObject({ code: 1 });
    expect(await failureFrom(() => dense(-1), true)).toMatchObject({ code: 2 });
    expect(flagName("learningRate")).toBe("--learning-rate");
  });
});
