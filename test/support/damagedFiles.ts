// Small valid files of what the command line reads, whose damaged copies must all be answered.
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { sampleFiles } from "../formats/samples.ts";
import { npy } from "./npy.ts";
import { noise } from "./numbers.ts";
import type { MutantOptions } from "./readMutants.ts";

type ValidFile = Pick<MutantOptions, "file" | "name" | "asked" | "beside" | "exact">;

const float64 = (count: number) => new Uint8Array(Float64Array.from(noise(count, 1)).buffer);
const float32 = (count: number) => new Uint8Array(noise(count, 2).buffer);
const words = (values: number[], bytes: number[] = []) => {
  const buffer = Buffer.alloc(4 * values.length + bytes.length);
  for (const [i, value] of values.entries()) buffer.writeUInt32BE(value, 4 * i);
  buffer.set(bytes, 4 * values.length);
  return new Uint8Array(buffer);
};

const ucs4 = Buffer.alloc(4 * 5 * 24);
for (let i = 0; i < 24; i++) for (let k = 0; k < i % 6; k++) ucs4.writeUInt32LE(0x61 + ((i + k) % 26), 4 * (5 * i + k));
const plain = npy({ type: "<f8", shape: "(20, 3)" }, float64(60));
const classes = npy(
  { type: "<i8", shape: "(20,)" },
  new Uint8Array(BigInt64Array.from({ length: 20 }, (_, i) => BigInt(i % 3)).buffer),
);
const columnwise = npy({ type: "<f4", shape: "(20, 3)", order: "True" }, float32(60));
const images = words(
  [0x803, 12, 4, 5],
  Array.from({ length: 240 }, (_, i) => (7 * i) % 256),
);
const labels = words(
  [0x801, 12],
  Array.from({ length: 12 }, (_, i) => i % 10),
);
const csv = new TextEncoder().encode(`a,b,y\n${"1.5,-2,red\n0.25,17,blue\n".repeat(40)}`);
const [imagesName, labelsName] = ["t-images-idx3-ubyte", "t-labels-idx1-ubyte"];

export const damagedFiles: Readonly<Record<string, () => ValidFile | Promise<ValidFile>>> = {
  ".npy of numbers": () => ({ file: plain, name: "t.npy" }),
  ".npy of texts": () => ({ file: npy({ type: "<U5", shape: "(12, 2)", version: 3 }, ucs4), name: "t.npy" }),
  ".npy in Fortran's order": () => ({ file: columnwise, name: "t.npy" }),
  ".npz, stored": () => ({ file: zipSync({ "x.npy": plain, "y.npy": classes }, { level: 0 }), name: "t.npz" }),
  ".npz, deflated": () => ({ file: zipSync({ "x.npy": columnwise, "y.npy": classes }, { level: 9 }), name: "t.npz" }),
  "IDX images": () => ({ file: images, name: imagesName, beside: { [labelsName]: labels } }),
  "IDX labels": () => ({ file: labels, name: labelsName, asked: imagesName, beside: { [imagesName]: images } }),
  "IDX images, gzip": () => ({
    file: gzipSync(images),
    name: `${imagesName}.gz`,
    beside: { [labelsName]: labels },
    exact: true,
  }),
  "CSV, gzip": () => ({ file: gzipSync(csv), name: "t.csv.gz" }),
  "a model": async () => ({ file: (await sampleFiles()).model, name: "t.safetensors", exact: true }),
};
