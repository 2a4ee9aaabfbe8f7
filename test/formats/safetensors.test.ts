// The safetensors file: its layout to the byte, and that others can read it.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readTensors } from "../../src/formats/readTensors.ts";
import { type TensorFile, writeTensors } from "../../src/formats/writeTensors.ts";
import { type Entry, numbersOf, takenApart } from "./layout.ts";
import { sampleFiles, sampleNetwork } from "./samples.ts";

const small: TensorFile = {
  tensors: [
    { name: "a", shape: [2, 3], values: Float32Array.of(1, -2, 0.5, 3, 4, 5) },
    { name: "b", shape: [1], values: Float64Array.of(Math.PI) },
    { name: "none", shape: [0], values: new Float32Array(0) },
  ],
  metadata: { format: "test", note: 'ö "quoted"\n' },
};

test("a file is eight bytes of header length, JSON padded with spaces to eight, and little-endian numbers without gaps", () => {
  const file = writeTensors(small);
  const checksum = /"checksum":"([0-9a-f]{16})"/.exec(new TextDecoder().decode(file))?.[1];
  const json =
    `{"__metadata__":{"format":"test","note":"ö \\"quoted\\"\\n","checksum":"${checksum}"},` +
    '"b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},' +
    '"a":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]},"none":{"dtype":"F32","shape":[0],"data_offsets":[32,32]}}';
  const { length } = new TextEncoder().encode(json);
  const padded = Math.ceil(length / 8) * 8;
  expect([...file.subarray(0, 8)]).toEqual([padded & 255, padded >> 8, 0, 0, 0, 0, 0, 0]);
  expect(new TextDecoder().decode(file.subarray(8, 8 + padded))).toBe(json + " ".repeat(padded - length));
  const data = [0x18, 0x2d, 0x44, 0x54, 0xfb, 0x21, 0x09, 0x40, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f];
  expect([...file.subarray(8 + padded, 8 + padded + 20)]).toEqual(data);
  expect(file.length).toBe(8 + padded + 32);
});

test("a file without a checksum is another program's, and nothing is said to have been received", () => {
  const file = writeTensors(small);
  const at = Buffer.from(file).indexOf('"checksum"');
  file[at + 1] = "C".charCodeAt(0);
  expect(() => readTensors("file", file)).toThrow(
    /^file: expected the checksum of what the file holds\. Another program wrote this file\.$/,
  );
});

test("what is written is read again, whatever the names, texts, shapes and numbers", () => {
  const values = fc.oneof(
    fc.float32Array({ maxLength: 9 }).map((v) => v as Float32Array),
    fc.float64Array({ maxLength: 9 }).map((v) => v as Float64Array),
  );
  const name = fc.string({ unit: "grapheme" }).map((text) => `t${text}`);
  const tensor = fc.tuple(name, values).map(([n, v]) => ({ name: n, shape: [1, v.length], values: v }));
  const file = fc.record({
    tensors: fc.uniqueArray(tensor, { maxLength: 6, selector: (t) => t.name }),
    metadata: fc.dictionary(name, fc.string({ unit: "grapheme" })),
  });
  fc.assert(
    fc.property(file, (written) => {
      const { tensors, metadata } = readTensors("test", writeTensors(written));
      const sorted = [...written.tensors].sort((a, b) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT);
      expect(tensors).toEqual(sorted);
      expect(metadata).toEqual({ ...written.metadata, checksum: metadata.checksum });
    }),
  );
});

test("a file is read from any place of a larger buffer", () => {
  const file = writeTensors(small);
  const shifted = new Uint8Array(file.length + 9);
  shifted.set(file, 3);
  expect(readTensors("test", shifted.subarray(3, 3 + file.length))).toEqual(readTensors("test", file));
  expect(readTensors("test", Buffer.from(file)).tensors[0].values).toEqual(small.tensors[1].values);
});

test("a model's file holds W [outputs][inputs] and b by layer, aligned, and only texts as metadata", async () => {
  const network = await sampleNetwork();
  const { header, data } = takenApart(network.save());
  const { __metadata__: texts, ...entries } = header;
  const shapes = Object.entries(entries).map(([name, { dtype, shape }]) => [name, dtype, shape]);
  expect(shapes).toEqual([
    ["layers.0.weights", "F32", [4, 3]],
    ["layers.0.biases", "F32", [4]],
    ["layers.2.weights", "F32", [3, 4]],
    ["layers.2.biases", "F32", [3]],
  ]);
  const tensors = Object.values(entries) as Entry[];
  expect(tensors.flatMap((entry) => numbersOf(entry, data))).toEqual([...network.parameters]);
  expect(texts).toMatchObject({ format: "ravine-model", version: "2", classes: '["a","b","c"]' });
  expect(Object.values(texts).every((text) => typeof text === "string")).toBe(true);
  for (const { dtype, data_offsets } of tensors) expect(data_offsets[0] % (dtype === "F32" ? 4 : 8)).toBe(0);
});

const script = `
import json, struct, sys
raw = open(sys.argv[1], "rb").read()
(n,) = struct.unpack("<Q", raw[:8])
header = json.loads(raw[8:8 + n])
texts = header.pop("__metadata__")
sums = {}
for name, entry in header.items():
    a, b = entry["data_offsets"]
    code = {"F32": "f", "F64": "d"}[entry["dtype"]]
    sums[name] = list(struct.unpack("<%d%s" % ((b - a) // struct.calcsize(code), code), raw[8 + n + a:8 + n + b]))
if sys.argv[2] == "numpy":
    import numpy
    for name, entry in header.items():
        a, b = entry["data_offsets"]
        kind = {"F32": "<f4", "F64": "<f8"}[entry["dtype"]]
        array = numpy.frombuffer(raw[8 + n:], kind, (b - a) // int(kind[2]), a).reshape(entry["shape"])
        sums[name] = [float(x) for x in array.ravel()]
if sys.argv[2] == "safetensors":
    from safetensors.numpy import load_file
    sums = {name: [float(x) for x in array.ravel()] for name, array in load_file(sys.argv[1]).items()}
print(json.dumps({"texts": texts, "tensors": sums}))
`;
const has = (code: string) => spawnSync("python3", ["-c", code]).status === 0;
const readers: [string, string, boolean][] = [
  ["python's json and struct", "struct", has("pass")],
  ["numpy", "numpy", has("import numpy")],
  ["the safetensors package", "safetensors", has("import safetensors, numpy")],
];
for (const [title, reader, isThere] of readers) {
  const name = `${title} read${reader === "struct" ? "" : "s"} a model and a checkpoint`;
  test.skipIf(!isThere)(isThere ? name : `${name} (skipped: not on this machine)`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "ravine-"));
    try {
      for (const file of Object.values(await sampleFiles())) {
        const path = join(folder, "file.safetensors");
        writeFileSync(path, file);
        const received = JSON.parse(execFileSync("python3", ["-c", script, path, reader]).toString());
        const { tensors, metadata } = readTensors("test", file);
        const expected = Object.fromEntries(tensors.map((tensor) => [tensor.name, [...tensor.values]]));
        expect(received).toEqual({ texts: metadata, tensors: expected });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
