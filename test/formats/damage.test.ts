// Files that are truncated, altered, of another kind or never were one: each is a FormatError, and nothing else happens.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { readTensors } from "../../src/formats/readTensors.ts";
import { writeTensors } from "../../src/formats/writeTensors.ts";
import { FormatError, Network, resume } from "../../src/index.ts";
import { type Header, putTogether, takenApart } from "./layout.ts";
import { sampleFiles, table, validation } from "./samples.ts";

let files: { readonly model: Uint8Array; readonly checkpoint: Uint8Array };
beforeAll(async () => {
  files = await sampleFiles();
});
const kinds = ["model", "checkpoint"] as const;
const open = (kind: (typeof kinds)[number], bytes: Uint8Array) =>
  kind === "model" ? Network.load(bytes) : resume(bytes, table, { validation });

const refusal = (words = /./) =>
  expect.objectContaining({ name: "FormatError", message: expect.stringMatching(words), where: expect.anything() });
async function refused(kind: (typeof kinds)[number], bytes: unknown, words?: RegExp): Promise<void> {
  await expect(open(kind, bytes as Uint8Array)).rejects.toEqual(refusal(words));
}

/** The file with one bit turned. */
const flipped = (file: Uint8Array, at: number, bit: number) => {
  const copy = file.slice();
  copy[at] ^= 1 << bit;
  return copy;
};

test.each(kinds)("a %s cut off at any length is refused", async (kind) => {
  const file = files[kind];
  const header = 8 + takenApart(file).text.length;
  for (const length of [0, 1, 7, 8, 9, header - 1, header, header + 1, file.length - 4, file.length - 1])
    await refused(kind, file.subarray(0, length), /truncated|bytes/);
  for (let length = 0; length < file.length; length += 13)
    expect(() => readTensors("test", file.subarray(0, length))).toThrow(FormatError);
  await refused(kind, Uint8Array.of(...file, 0), /bytes of tensors/);
});

test.each([
  ["model", "any single bit", [0, 1, 2, 3, 4, 5, 6, 7]],
  ["checkpoint", "a bit of any byte", [0]],
] as const)("a %s with %s turned is refused, or says what it said", (kind, _, bits) => {
  const file = files[kind];
  const said = readTensors("test", file);
  for (let at = 0; at < file.length; at++)
    for (const turned of bits) {
      const bit = (turned + at) % 8;
      try {
        expect(readTensors("test", flipped(file, at, bit))).toEqual(said);
      } catch (error) {
        expect(error, `bit ${bit} of byte ${at}`).toBeInstanceOf(FormatError);
      }
    }
});

test("a bit turned in the numbers or in the texts is told as damage", async () => {
  const { model } = files;
  await refused("model", flipped(model, model.length - 1, 3), /altered or damaged/);
  await refused("model", flipped(model, new TextDecoder().decode(model).indexOf("tanh"), 0), /altered or damaged/);
});

test("random bytes, and bytes altered in several places, are refused", async () => {
  const change = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), change, async (garbage, places) => {
      for (const kind of kinds) {
        await refused(kind, garbage);
        const altered = files[kind].slice();
        for (const [at, mask] of places) altered[at % altered.length] = files[kind][at % altered.length] ^ mask;
        await refused(kind, altered);
      }
    }),
  );
});

test.each<[string, readonly number[]]>([
  ["2⁶⁴ − 1", [255, 255, 255, 255, 255, 255, 255, 255]],
  ["2⁶³", [0, 0, 0, 0, 0, 0, 0, 128]],
  ["2⁴⁰", [0, 0, 0, 0, 0, 1, 0, 0]],
  ["100 MB + 1", [1, 225, 245, 5, 0, 0, 0, 0]],
  ["0", [0, 0, 0, 0, 0, 0, 0, 0]],
])("a header length of %s is refused at once", async (_, bytes) => {
  const file = files.model.slice();
  file.set(bytes);
  await refused("model", file, /header/);
  await refused("model", Uint8Array.from(bytes), /header/);
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["a text", "model"],
  ["numbers", [1, 2, 3]],
  ["an ArrayBuffer", new ArrayBuffer(100)],
  ["floats", new Float32Array(100)],
])("%s in place of bytes is refused", async (_, value) => {
  for (const kind of kinds) await refused(kind, value, /Uint8Array/);
});

test("a model is no checkpoint and a checkpoint no model", async () => {
  await refused("checkpoint", files.model, /"ravine-model".*ravine-checkpoint/);
  await refused("model", files.checkpoint, /"ravine-checkpoint".*ravine-model/);
});

/** The file with another text, and the checksum that belongs to it. */
function restated(file: Uint8Array, change: (texts: Record<string, string>) => void): Uint8Array {
  const { tensors, metadata } = readTensors("test", file);
  const texts = { ...metadata };
  change(texts);
  return writeTensors({ tensors, metadata: texts });
}

test.each(kinds)("a %s of a newer version is refused with the advice to update", async (kind) => {
  const version = (text: string) => restated(files[kind], (texts) => Object.assign(texts, { version: text }));
  await refused(kind, version("3"), /"?3"?.*version 1 to \d.*update/);
  for (const text of ["0", "-1", "1.5", "", "one"]) await refused(kind, version(text), /damaged/);
});

test("a file of another program is told as that", async () => {
  const entry = { dtype: "F32", shape: [1], data_offsets: [0, 4] };
  await refused("model", putTogether({ weight: entry }, new Uint8Array(4)), /Another program/);
});

const edits: [string, (header: Header) => void][] = [
  ["a tensor is missing", (h) => delete h["layers.2.biases"]],
  ["a shape is another", (h) => Object.assign(h["layers.0.weights"], { shape: [3, 4] })],
  ["a shape is absurd", (h) => Object.assign(h["layers.0.weights"], { shape: [1e300, 1e300] })],
  ["a shape is negative", (h) => Object.assign(h["layers.0.weights"], { shape: [-4, -3] })],
  ["a shape is no array", (h) => Object.assign(h["layers.0.weights"], { shape: 12 })],
  ["a type is unknown", (h) => Object.assign(h["layers.0.weights"], { dtype: "toString" })],
  ["offsets overlap", (h) => Object.assign(h["layers.2.biases"], { data_offsets: [0, 12] })],
  ["offsets run backward", (h) => Object.assign(h["layers.2.biases"], { data_offsets: [124, 112] })],
  ["offsets lie behind the end", (h) => Object.assign(h["layers.2.biases"], { data_offsets: [1e12, 1e12 + 12] })],
  ["an entry is null", (h) => Object.assign(h, { extra: null })],
  ["the texts are numbers", (h) => Object.assign(h.__metadata__, { version: 1 })],
  ["the texts are missing", (h) => Object.assign(h, { __metadata__: null })],
];
test.each(edits)("a header in which %s is refused", async (_, edit) => {
  const { header, data } = takenApart(files.model);
  edit(header);
  await refused("model", putTogether(header, data));
});

test.each(["[]", "null", "7", "{", '"model"', "\u0000", "[".repeat(1e6)])(
  "a header %# that is no object is refused",
  async (text) => {
    await refused("model", putTogether(text));
  },
);

test("many entries over the same bytes are refused without a copy of each", () => {
  const data = new Uint8Array(1 << 20);
  const entry = { dtype: "F32", shape: [1 << 18], data_offsets: [0, 1 << 20] };
  const header = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`t${i}`, entry]));
  expect(() => readTensors("test", putTogether(header, data))).toThrow(/bytes 0 to 1048576/);
});

test("tensors that do not fit the description are named with both shapes", async () => {
  const { tensors, metadata } = readTensors("test", files.model);
  const [first, ...others] = tensors;
  await refused(
    "model",
    writeTensors({ tensors: others, metadata }),
    /layers.0.weights: got "none", expected shape \[4, 3\]/,
  );
  const turned = { ...first, shape: [3, 4] };
  await refused("model", writeTensors({ tensors: [turned, ...others], metadata }), /\[3, 4\]".*\[4, 3\]/);
  const { tensors: kept, metadata: texts } = readTensors("test", files.checkpoint);
  for (const { name } of kept) {
    const rest = kept.filter((tensor) => tensor.name !== name);
    await refused(
      "checkpoint",
      writeTensors({ tensors: rest, metadata: texts }),
      new RegExp(`tensor ${name}: got "none"`),
    );
    const long = { name, shape: [99], values: new Float32Array(99) };
    await refused("checkpoint", writeTensors({ tensors: [...rest, long], metadata: texts }), /99 numbers/);
  }
});

test("texts that no Ravine wrote are refused, even with the right checksum, before memory is taken", async () => {
  const junk = fc.oneof(fc.json(), fc.string(), fc.constantFrom("null", "{}", "[]", '""', "1e999", "[".repeat(50_000)));
  const inside = fc.tuple(
    fc.nat(),
    fc.constantFrom("-1", "1e30", '"x"', "null", "[]", "{}", "0.5", "true", "4294967296"),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...kinds), fc.nat(), fc.oneof(junk, inside), async (kind, which, change) => {
      const bad = restated(files[kind], (texts) => {
        const names = Object.keys(texts).filter((name) => !["checksum", "format", "version"].includes(name));
        const name = names[which % names.length];
        const numbers = [...texts[name].matchAll(/(?<=[:[,])-?\d[\d.e+-]*/g)];
        if (typeof change === "string") texts[name] = change;
        else if (numbers.length > 0) {
          const { 0: number, index } = numbers[change[0] % numbers.length];
          texts[name] = texts[name].slice(0, index) + change[1] + texts[name].slice(index + number.length);
        }
      });
      const error = await open(kind, bad).then(
        () => null,
        (reason: Error) => reason,
      );
      if (error !== null) expect([error.name, error.message]).toEqual(["FormatError", expect.anything()]);
    }),
    { numRuns: 400 },
  );
});
