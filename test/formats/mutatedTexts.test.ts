// Files whose checksum is right and whose texts are not: each is opened and works, or is refused in this package's own words.
import { beforeAll, describe, expect, test } from "vitest";
import { readTensors } from "../../src/formats/readTensors.ts";
import { writeTensors } from "../../src/formats/writeTensors.ts";
import {
  csv,
  dense,
  learningCurveText,
  Network,
  residual,
  resume,
  standardizer,
  standardizerFromJSON,
} from "../../src/index.ts";

/** JavaScript's own words, and those of nobody's file. */
const foreign =
  /Cannot |is not (?:a|an|iterable|defined)\b|undefined \(|reading '|Invalid|BigInt|Maximum call|\[object|NaN of/;
const typed = ["FormatError", "DataError", "OptionError", "ShapeError", "MemoryError", "StateError"];

/** Numbers in [0, 1), the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const strange = [
  null,
  true,
  0,
  -1,
  0.5,
  1e300,
  -1e300,
  2 ** 53,
  "",
  "x",
  "NaN",
  [],
  {},
  [null],
  [1],
  ["a"],
  { kind: "x" },
];

/** A copy with one place changed, chosen by chance: another value, an element more or fewer, another key. */
function mutated(value: unknown, random: () => number): unknown {
  const pick = (count: number) => Math.floor(random() * count);
  if (typeof value !== "object" || value === null || random() < 0.15) {
    if (typeof value === "number" && random() < 0.5)
      return [value + 1, value - 1, -value, value * 1e39, value + 0.5][pick(5)];
    if (typeof value === "string" && random() < 0.3) return `${value}x`;
    return strange[pick(strange.length)];
  }
  if (Array.isArray(value)) {
    const at = pick(value.length);
    const kind = pick(5);
    if (value.length === 0 || kind === 0) return [...value, strange[pick(strange.length)]];
    if (kind === 1) return value.filter((_, i) => i !== at);
    if (kind === 2) return [...value, value[at]];
    return value.map((one, i) => (i === at ? mutated(one, random) : one));
  }
  const names = Object.keys(value);
  const name = names[pick(names.length)];
  const kind = pick(6);
  const entries = Object.entries(value);
  if (names.length === 0 || kind === 0) return { ...value, extra: strange[pick(strange.length)] };
  if (kind === 1) return Object.fromEntries(entries.filter(([other]) => other !== name));
  return Object.fromEntries(entries.map(([other, one]) => [other, other === name ? mutated(one, random) : one]));
}

const table = `colour,size,weight,kind\n${Array.from({ length: 30 }, (_, i) => `${["red", "green", "blue"][i % 3]},${i},${i % 7},${["a", "b"][i % 2]}`).join("\n")}\n`;
let model: Uint8Array;
let checkpoint: Uint8Array;
let data: Awaited<ReturnType<typeof csv>>["data"];
const curve = { epochs: 3, batchSize: 8, earlyStopping: { patience: 5 } };

beforeAll(async () => {
  const read = await csv(table, { target: "kind" });
  data = read.data;
  const network = await Network.create({
    inputs: data.features,
    layers: [dense(3, { activation: { name: "elu", parameter: 1 } as never }), residual([dense(3)]), dense(2)],
    loss: "softmaxCrossEntropy",
    standardizer: standardizer(data),
    columns: read.columns,
    classes: data.classes as string[],
  });
  const run = await network.fit(data, { ...curve, validation: data, steps: 6 });
  model = network.save();
  checkpoint = run.checkpoint();
});

/** The file with one of its texts changed, and the checksum made right. */
function changed(
  file: Uint8Array,
  names: readonly string[],
  random: () => number,
): { bytes: Uint8Array; text: string } {
  const { tensors, metadata } = readTensors("test", file);
  const name = names[Math.floor(random() * names.length)];
  const text = JSON.stringify(mutated(JSON.parse(metadata[name]), random)) ?? "";
  return { bytes: writeTensors({ tensors, metadata: { ...metadata, [name]: text } }), text: `${name}: ${text}` };
}

async function expectWorksOrIsRefused(about: string, body: () => Promise<unknown>): Promise<boolean> {
  try {
    await body();
    return true;
  } catch (error) {
    const { name, message, stack } = error as Error;
    expect(typed, `${about}\n${stack}`).toContain(name);
    expect(message, about).not.toMatch(foreign);
    return false;
  }
}

describe("mutations of the texts", () => {
  test("1,000 models are opened and predict, or are refused in words", async () => {
    const random = randomFrom(8);
    let opened = 0;
    for (let i = 0; i < 1000; i++) {
      const { bytes, text } = changed(model, ["spec", "columns", "columns", "standardizer", "classes"], random);
      const works = await expectWorksOrIsRefused(text, async () => {
        const network = await Network.load(bytes);
        await network.read(table, { targets: true });
        network.classify(data.inputs);
        network.evaluate(data);
        network.summary();
        network.save();
        network.dispose();
      });
      if (works) opened++;
    }
    expect(opened).toBeGreaterThan(50);
  });

  test("500 checkpoints are resumed and drawn, or are refused in words", async () => {
    const random = randomFrom(9);
    let resumed = 0;
    for (let i = 0; i < 500; i++) {
      const { bytes, text } = changed(
        checkpoint,
        ["spec", "options", "state", "points", "points", "data", "columns"],
        random,
      );
      const works = await expectWorksOrIsRefused(text, async () => {
        const run = await resume(bytes, data, { validation: data, steps: 8 });
        await learningCurveText(run.curve);
        run.checkpoint();
        run.network.dispose();
      });
      if (works) resumed++;
    }
    expect(resumed).toBeGreaterThan(50);
  });

  test("500 standardizers are read and apply, or are refused in words", async () => {
    const random = randomFrom(10);
    const json = JSON.parse(JSON.stringify(standardizer(data)));
    for (let i = 0; i < 500; i++) {
      const other = mutated(json, random);
      await expectWorksOrIsRefused(JSON.stringify(other), async () => standardizerFromJSON(other).apply(data));
    }
  });
});

describe("columns of a file", () => {
  const columns = (change: (columns: Record<string, unknown>[]) => unknown) => {
    const { tensors, metadata } = readTensors("test", model);
    const read = JSON.parse(metadata.columns);
    return writeTensors({ tensors, metadata: { ...metadata, columns: JSON.stringify(change(read) ?? read) } });
  };
  const set = (to: unknown, values: object) => void Object.assign(to as object, values);
  test.each<[string, (columns: Record<string, unknown>[]) => unknown, RegExp]>([
    [
      "null as a category",
      ([c]) => set(c.categories, { 1: null }),
      /columns\[0\]\.categories\[1\]: got null, expected a text/,
    ],
    ["a number as categories", ([c]) => set(c, { categories: 3 }), /columns\[0\]\.categories: got 3, expected a list/],
    [
      "the same category twice",
      ([c]) => set(c, { categories: ["a", "a", "b"] }),
      /columns\[0\]\.categories: .*differ from each other/,
    ],
    ["no name", ([, c]) => void delete c.name, /columns\[1\]\.name: got undefined, expected a text/],
    [
      "another kind",
      ([, c]) => set(c, { kind: "date" }),
      /columns\[1\]\.kind: got "date", expected "number", "text" or "target"/,
    ],
    ["a column of null", (all) => [...all.slice(1), null], /columns\[3\]: got null, expected an object with kind/],
    [
      "a mean that is no number",
      ([, c]) => set(c, { mean: "5" }),
      /columns\[1\]\.mean: got "5", expected a finite number/,
    ],
    ["means of another length", ([c]) => set(c, { mean: [1] }), /columns\[0\]\.mean: .*one finite number per category/],
    [
      "a category more than inputs",
      ([c]) => set(c, { categories: ["a", "b", "c", "d"] }),
      /Network\.columns: .*6 features.*5/,
    ],
    ["two targets", (all) => [...all, all[3]], /columns: got 2, expected .*at most one target/],
    [
      "classes in another order",
      (all) => void (all[3].categories as string[]).reverse(),
      /target "kind": .*the 2 classes/,
    ],
    ["an object", () => ({}), /columns: .*expected a list/],
  ])("%s is refused by its place", async (_, change, says) => {
    await expect(Network.load(columns(change))).rejects.toThrow(says);
    await expect(Network.load(columns(change))).rejects.toMatchObject({ name: "FormatError" });
  });
});
